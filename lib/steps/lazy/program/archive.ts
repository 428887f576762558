import { raw, type ShellText, sh } from "../../../shell/index.ts"
import type { LazyArchive } from "../source.ts"
import { download } from "./download.ts"
import { treeText } from "./tree.ts"

function unpack(format: LazyArchive["format"]): { readonly tool: string; readonly line: string } {
  switch (format) {
    case "tar.xz":
      return { tool: "xz", line: 'tar -xJf "$part" -C "$tree.new" --no-same-owner' }
    case "tar.gz":
      return { tool: "gzip", line: 'tar -xzf "$part" -C "$tree.new" --no-same-owner' }
    case "zip":
      return { tool: "unzip", line: 'unzip -q "$part" -d "$tree.new"' }
  }
}

/** Unpacks beside the place and renames: nobody sees half of it. */
export function archiveText(source: LazyArchive): readonly ShellText[] {
  const { tool, line } = unpack(source.format)
  return [
    sh`url=${source.url}`,
    sh`sha256=${source.sha256}`,
    raw("part=$state/download"),
    raw("where=$tree"),
    raw("room=$trees"),
    sh`inside=${source.folder ?? "."}`,
    download,
    ...treeText(Object.entries(source.programs)),
    raw(`source_install() {
  need ${tool}
  download
  check_tree
  when_stopped() { rm -rf "$tree.new"; }
  mkdir -p "$tree.new"
  say "Unpacking"
  ${line} || fail 3 "cannot unpack $part: is the disk full?"
  [ -d "$tree.new/$inside" ] || fail 1 "the archive has no folder $inside"
  check_programs "$tree.new/$inside"
  place "$tree.new/$inside"
  link_programs
}`),
  ]
}
