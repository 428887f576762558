import { raw, type ShellText, sh } from "../../../shell/index.ts"
import type { LazyPip } from "../source.ts"
import { registryFailure } from "./registry-failure.ts"
import { treeText } from "./tree.ts"

/**
 * An environment knows its own path, so it is made in its place; it counts, and its commands are linked, only once it
 * is complete. pip's cache keeps what was fetched until then.
 */
export function pipText(source: LazyPip): readonly ShellText[] {
  return [
    raw("part="),
    raw("where=$tree"),
    raw("room=$trees"),
    registryFailure("NewConnectionError|ConnectTimeout|ReadTimeout|ConnectionReset|RemoteDisconnected|ProxyError"),
    ...treeText(source.programs.map((program) => [program, `bin/${program}`])),
    raw("source_install() {"),
    raw(`  need python3
  check_tree
  when_stopped() { rm -rf "$tree"; }
  : > "$state/owned"
  rm -rf "$tree"
  python3 -m venv "$tree" || fail 3 "python3 cannot make an environment: python3-venv is missing"`),
    sh`  "$tree/bin/pip" install --quiet --disable-pip-version-check --retries 1 --cache-dir "$state/cache" \
    ${source.packages} 2> "$state/errors" || registry_failed`,
    raw(`  check_programs "$tree"
  link_programs
}`),
  ]
}
