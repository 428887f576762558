import { type ImageFiles, noRow } from "./image-files.ts"

/** What an image calls its distribution (os-release(5)). */
export interface OsRelease {
  /** `debian`, `ubuntu`, `alpine`, ... */
  readonly id?: string
  readonly versionId?: string
}

/** Where it may be: the first is mostly a link to the second. */
export const osReleasePlaces: readonly string[] = ["etc/os-release", "usr/lib/os-release"]

function value(text: string, key: string): string | undefined {
  return new RegExp(`^${key}=["']?([^"'\n]*)["']?$`, "m").exec(text)?.[1]
}

/** Reads the os-release that shows in an image, where its content was kept. */
export function osRelease({ paths, visible, rows, contents }: ImageFiles): OsRelease {
  for (const place of osReleasePlaces) {
    const path = paths.find(place)
    const row = path === undefined ? noRow : (visible[path] ?? noRow)
    const content = row === noRow ? undefined : contents.get(rows.content[row] ?? noRow)
    if (!content) continue
    const text = content.toString("utf8")
    const [id, versionId] = [value(text, "ID"), value(text, "VERSION_ID")]
    return { ...(id === undefined ? {} : { id }), ...(versionId === undefined ? {} : { versionId }) }
  }
  return {}
}
