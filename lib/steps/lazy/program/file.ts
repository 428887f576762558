import { raw, type ShellText, sh } from "../../../shell/index.ts"
import type { LazyFile } from "../source.ts"
import { download } from "./download.ts"

/** Fetched beside its place and renamed once its hash is right. */
export function fileText(source: LazyFile): readonly ShellText[] {
  return [
    sh`url=${source.url}`,
    sh`sha256=${source.sha256}`,
    sh`where=$base/${source.to.replace(/^~?\//, "")}`,
    raw("part=$where.part"),
    raw('room=$(dirname "$where")'),
    download,
    raw(`source_is_there() { [ "$(cat "$state/installed" 2> /dev/null)" = "$id" ] && [ -f "$where" ]; }
source_install() {
  if [ -e "$where" ] && [ ! -e "$state/owned" ]; then fail 1 "$where is there and was not made by install-$name"; fi
  : > "$state/owned"
  download
  chmod 644 "$part"
  mv -f "$part" "$where"
}
source_remove() {
  forget
  rm -f "$part"
  if [ -e "$state/owned" ]; then rm -f "$where"; fi
}`),
  ]
}
