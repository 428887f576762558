import type { Container } from "@dagger.io/dagger"
import type { Ledger } from "../../ledger/index.ts"
import { type ArchiveOptions, withArchive } from "./with-archive.ts"

/**
 * The ledger of a container: whose every byte is. Compressed sizes are in it where `compressed` was asked for.
 * @param ref how the ledger names the image
 * @throws StrataError as `withArchive`
 */
export async function inspectContainer(
  container: Container,
  ref: string,
  options: ArchiveOptions = {},
): Promise<Ledger> {
  // Only here, as in `withArchive`.
  const { inspectImage } = await import("../../inspect/index.ts")
  return withArchive(container, options, async (stored) => (await inspectImage(stored, { ref })).ledger)
}
