import type { Mount } from "../../ir/index.ts"

/** One field of `--mount`, which BuildKit reads as a line of CSV. */
function field(name: string, value: string): string {
  const text = `${name}=${value.replace(/[\\$]/g, "\\$&")}`
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function fields(mount: Mount): readonly string[] {
  switch (mount.kind) {
    case "cache":
      return [field("id", mount.id), field("target", mount.target), `sharing=${mount.sharing}`]
    case "bind":
      return [
        ...(mount.from === undefined ? [] : [field("from", mount.from)]),
        ...(mount.source === undefined ? [] : [field("source", mount.source)]),
        field("target", mount.target),
        ...(mount.writable ? ["rw"] : []),
      ]
    case "secret":
      // Targets below /run/secrets are BuildKit's own default.
      return [
        field("id", mount.id),
        ...(mount.target === `/run/secrets/${mount.id}` ? [] : [field("target", mount.target)]),
        ...(mount.required ? ["required"] : []),
      ]
    case "ssh":
      return [field("id", mount.id), ...(mount.required ? ["required"] : [])]
    case "tmpfs":
      return [field("target", mount.target), ...(mount.sizeBytes === undefined ? [] : [`size=${mount.sizeBytes}`])]
  }
}

/** The `--mount` flag of one mount. */
export function mountFlag(mount: Mount): string {
  return `--mount=type=${mount.kind},${fields(mount).join(",")}`
}
