import { createHash } from "node:crypto"
import type { StoredImage } from "../../lib/engine/store/index.ts"
import { entryKinds, noRow } from "../../lib/inspect/image-files.ts"
import { readImage } from "../../lib/inspect/index.ts"
import { openContents } from "../../lib/verify/open-contents.ts"

/** What an image becomes as a container: two that are equal here do the same. */
export interface Described {
  /** One line a path: type, mode, owner, link or digest of the content. */
  readonly files: readonly string[]
  readonly config: Readonly<Record<string, unknown>>
}

const settings = ["Cmd", "Entrypoint", "Env", "ExposedPorts", "Healthcheck", "Labels", "User", "Volumes", "StopSignal"]

function configOf(bytes: Buffer): Described["config"] {
  const { config = {} } = JSON.parse(bytes.toString("utf8")) as { readonly config?: Record<string, unknown> }
  const said = settings.filter((name) => config[name] !== undefined && config[name] !== null && config[name] !== "")
  // No folder and the root are the same.
  return { ...Object.fromEntries(said.map((name) => [name, config[name]])), WorkingDir: config.WorkingDir || "/" }
}

/** Every path that shows with type, mode, owner and content, and the settings. */
export async function describeStored(image: StoredImage): Promise<Described> {
  const files = await readImage(image)
  const contents = await openContents(image, files)
  const { rows, paths, visible, symlinks } = files
  try {
    const lines = [...visible.entries()].flatMap(([path, row]) => {
      if (row === noRow) return []
      const kind = entryKinds[rows.kind[row] ?? 0]
      const content = rows.content[row] ?? noRow
      const isFile = kind === "file" || kind === "hardlink"
      const bytes = rows.bytes[content] ?? 0
      const digest = (): string => createHash("sha256").update(contents.read(content)(0, bytes)).digest("hex")
      const mode = (rows.mode[row] ?? 0).toString(8)
      const holds = isFile ? `${bytes} ${digest().slice(0, 16)}` : (symlinks.get(row) ?? "")
      return [`${paths.path(path)} ${isFile ? "file" : kind} ${mode} ${rows.uid[row]}:${rows.gid[row]} ${holds}`.trim()]
    })
    return { files: lines.sort(), config: configOf(image.configBytes) }
  } finally {
    contents.close()
  }
}
