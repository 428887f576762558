import type { StoredImage } from "../../engine/store/types.ts"
import { withTree } from "../with-tree.ts"
import { structureTest } from "./structure-test.ts"
import type { StructureTest } from "./structure-test-schema.ts"

/**
 * A configuration of container-structure-test that holds for an image.
 * @param commands lines that have to end with 0 in it
 * @throws StrataError `engine-store` where the image cannot be read
 */
export async function makeStructureTest(image: StoredImage, commands: readonly string[] = []): Promise<StructureTest> {
  return withTree(image, (tree) => structureTest(tree, commands))
}
