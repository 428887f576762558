import { format, parse } from "node:path"

/** Name of the metrics file of one of several images, by what sets it apart: `m.json` -> `m-server.json`, `m-server-arm64.json`. */
export function metricsFileOf(file: string, words: readonly string[]): string {
  const { dir, name, ext } = parse(file)
  return format({ dir, name: [name, ...words].join("-"), ext })
}
