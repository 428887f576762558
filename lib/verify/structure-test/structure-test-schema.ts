import { z } from "zod"

/**
 * The part that is written here of container-structure-test's configuration
 * (github.com/GoogleContainerTools/container-structure-test, "Setup", schema 2.0.0).
 */
export const structureTestSchema = z.strictObject({
  schemaVersion: z.literal("2.0.0"),
  metadataTest: z.strictObject({ envVars: z.array(z.strictObject({ key: z.string(), value: z.string() })) }),
  fileExistenceTests: z.array(
    z.strictObject({
      name: z.string(),
      path: z.string(),
      shouldExist: z.literal(true),
      /** As Go prints a mode: `urwxr-xr-x` is 4755. */
      permissions: z.string().exactOptional(),
      /** Any owner: left out, its reader of JSON takes 0 for it, and its tar driver knows no owners. */
      uid: z.literal(-1),
      gid: z.literal(-1),
    }),
  ),
  /** Not run by its tar driver. */
  commandTests: z.array(
    z.strictObject({ name: z.string(), command: z.string(), args: z.array(z.string()), exitCode: z.literal(0) }),
  ),
})

export type StructureTest = z.infer<typeof structureTestSchema>
