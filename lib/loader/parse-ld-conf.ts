/** A line of ld.so.conf: a folder, or a pattern of other files that are read in its place. */
export type LdConfLine =
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "include"; readonly pattern: string }

/** What a file of ld.so.conf says, in its order (ldconfig(8)): comments and hardware capabilities are left out. */
export function parseLdConf(text: string): readonly LdConfLine[] {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("hwcap"))
    .flatMap((line): readonly LdConfLine[] => {
      const [, pattern] = /^include\s+(.+)$/.exec(line) ?? []
      if (pattern !== undefined) return [{ kind: "include", pattern }]
      // A type may follow a folder: `/usr/lib=libc6`.
      return line.split(/[\s,:]+/).map((folder) => ({ kind: "folder", folder: folder.replace(/=.*$/, "") }))
    })
}
