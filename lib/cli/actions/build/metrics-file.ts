import { format, parse } from "node:path"

/** Name of the metrics file of one of several variants: `m.json` -> `m-server.json`. */
export function metricsFileOf(file: string, variant: string): string {
  const { dir, name, ext } = parse(file)
  return format({ dir, name: `${name}-${variant}`, ext })
}
