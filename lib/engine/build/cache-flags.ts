import type { CacheLocation } from "../types.ts"

/** `--cache-from` and `--cache-to` of buildx for typed locations; `ref` and folders go in as one CSV field. */
function field(name: string, value: string): string {
  const text = `${name}=${value}`
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function from(location: CacheLocation): readonly string[] {
  switch (location.kind) {
    case "local":
      return ["--cache-from", ["type=local", field("src", location.directory)].join(",")]
    case "registry":
      return ["--cache-from", ["type=registry", field("ref", location.ref)].join(",")]
    case "inline":
      return []
  }
}

function to(location: CacheLocation): readonly string[] {
  switch (location.kind) {
    case "local":
      return [
        "--cache-to",
        ["type=local", field("dest", location.directory), `mode=${location.mode ?? "max"}`].join(","),
      ]
    case "registry": {
      const insecure = location.insecure ? ["registry.insecure=true"] : []
      const fields = ["type=registry", field("ref", location.ref), `mode=${location.mode ?? "max"}`, ...insecure]
      return ["--cache-to", fields.join(",")]
    }
    case "inline":
      return ["--cache-to", "type=inline"]
  }
}

/** An inline cache is read from the image itself: `cacheFrom` then names it as `{ kind: "registry" }`. */
export function cacheFlags(
  cacheFrom: readonly CacheLocation[] = [],
  cacheTo: readonly CacheLocation[] = [],
): readonly string[] {
  return [...cacheFrom.flatMap(from), ...cacheTo.flatMap(to)]
}
