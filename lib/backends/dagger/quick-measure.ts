import type { Client, Container } from "@dagger.io/dagger"
import { sh } from "../../shell/index.ts"

/** Figures that need no export: nothing leaves the engine. */
export interface QuickMeasure {
  /** File bytes of the merged root file system, a hard-linked file once. */
  readonly visibleBytes: number
  /** Files of the merged root file system, a hard-linked one once. */
  readonly files: number
  /** Bytes of the image as one tar, its layers compressed as the engine has them. */
  readonly tarballBytes: number
}

const folder = "/strata-scan"

// GNU find and any awk: what Debian and Ubuntu have in their smallest images. `%.0f`, as `%d` ends at 2^31 in mawk.
const scan = sh`find ${folder} -type f -printf '%D:%i %s\n' | sort -u | awk '{ bytes += $2; files++ } END { printf "%.0f %.0f", bytes, files }'`

/**
 * Measures a container inside the engine: a scanner step has its root file system mounted.
 * @param scanner image of that step, with GNU find, sort and awk, e.g. a Debian or Ubuntu image
 */
export async function quickMeasure(client: Client, container: Container, scanner: string): Promise<QuickMeasure> {
  const step = client
    .container()
    .from(scanner)
    .withMountedDirectory(folder, container.rootfs(), { readOnly: true })
    .withExec(["/bin/sh", "-c", scan.text])
  const [output, tarballBytes] = await Promise.all([step.stdout(), container.asTarball().size()])
  const [visibleBytes = 0, files = 0] = output.trim().split(" ").map(Number)
  return { visibleBytes, files, tarballBytes }
}
