import type { Container } from "@dagger.io/dagger"
import type { Verification, VerifyOptions } from "../../verify/index.ts"
import { runInContainer } from "./run-in-container.ts"
import { type ArchiveOptions, withArchive } from "./with-archive.ts"

/** What `strata verify` is told, and whether anything is run in the container (default: yes). */
export interface VerifyContainerOptions
  extends Pick<VerifyOptions, "capabilities" | "commands">,
    Pick<ArchiveOptions, "temporaryFolder"> {
  readonly run?: boolean
}

/**
 * Checks that nothing in a container is broken: by its exported files, and by running it on the engine.
 * @param ref how the result names the image
 * @throws StrataError as `withArchive`
 */
export async function verifyContainer(
  container: Container,
  ref: string,
  { run = true, temporaryFolder, ...options }: VerifyContainerOptions = {},
): Promise<Verification> {
  // Only here, as in `withArchive`.
  const { verifyImage } = await import("../../verify/index.ts")
  const archive = temporaryFolder === undefined ? {} : { temporaryFolder }
  return withArchive(container, archive, (image) =>
    verifyImage({ ref, image, ...(run ? { run: runInContainer(container) } : {}) }, options),
  )
}
