import { resolve } from "node:path"
import { writeDockerArchive } from "../engine/export/docker-archive.ts"
import { measureCompressed } from "../engine/export/measure-compressed.ts"
import { writeOciLayout } from "../engine/export/oci-layout.ts"
import type { StoredImage } from "../engine/store/types.ts"
import type { BuildFacts } from "../metrics/index.ts"
import { inTurn } from "./in-turn.ts"
import type { OutputSpec } from "./output.ts"

export type Exported = Pick<BuildFacts, "compressed" | "output">

interface ExportOptions {
  readonly output?: OutputSpec
  readonly compressed?: boolean
  readonly tags?: readonly string[]
  readonly signal?: AbortSignal
}

function stopOf({ signal }: ExportOptions): { readonly signal?: AbortSignal } {
  return signal ? { signal } : {}
}

/** Writes the image where it was asked for, and takes the compressed bytes if they were asked for and not written anyway. */
export async function exportImage(
  image: StoredImage,
  options: ExportOptions,
  onNote: (text: string) => void,
): Promise<Exported> {
  const { output, compressed } = options
  const written = output ? await inTurn(resolve(output.path), () => write(image, output, options, onNote)) : {}
  if (written.compressed && written.compressed.kind !== "none") return written
  if (!compressed) return written
  onNote("compressing the layers to take their size")
  const layers = await measureCompressed(image, "gzip", stopOf(options))
  return { ...written, compressed: { kind: "gzip", bytes: layers.map((layer) => layer.compressedBytes) } }
}

async function write(
  image: StoredImage,
  output: OutputSpec,
  options: ExportOptions,
  onNote: (text: string) => void,
): Promise<Exported> {
  const { tags = [] } = options
  onNote(`writing ${output.kind}:${output.path}`)
  if (output.kind === "docker-archive") {
    await writeDockerArchive(image, output.path, { tags, ...stopOf(options) })
    return { output: { kind: output.kind, path: output.path } }
  }
  const ref = output.ref ?? tags[0]
  const report = await writeOciLayout(image, output.path, {
    compression: output.compression,
    ...(ref === undefined ? {} : { ref }),
    ...stopOf(options),
  })
  const bytes = report.layers.map((layer) => layer.compressedBytes)
  return { output: { kind: output.kind, path: output.path }, compressed: { kind: output.compression, bytes } }
}
