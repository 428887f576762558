/** Whether a source is a folder by the way it is written; COPY copies what is in it. */
export function isFolder(source: string): boolean {
  return /(^|\/)\.{0,2}$/.test(source)
}

/** Names a source of a copy in `DaggerOptions.folders`: the same for every image that has the same stage. */
export function copySourceKey(from: string | undefined, source: string, keys: ReadonlyMap<string, string>): string {
  return `${from === undefined ? "context" : keys.get(from)}:${source}`
}
