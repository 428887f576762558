import { raw, type ShellText, sh } from "../../../shell/index.ts"
import type { LazyNpm } from "../source.ts"
import { registryFailure } from "./registry-failure.ts"
import { treeText } from "./tree.ts"

/** npm's own cache keeps what was fetched until all is in place, so a run that was cut goes on. */
export function npmText(source: LazyNpm): readonly ShellText[] {
  return [
    raw("part="),
    raw("where=$tree"),
    raw("room=$trees"),
    registryFailure("EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET"),
    ...treeText(source.programs.map((program) => [program, `bin/${program}`])),
    raw("source_install() {"),
    raw(`  need npm
  check_tree
  when_stopped() { rm -rf "$tree.new"; }
  mkdir -p "$tree.new"`),
    sh`  npm install --global --prefix "$tree.new" --cache "$state/cache" --fetch-retries 1 --no-audit --no-fund --no-update-notifier \
    --prefer-offline --loglevel error ${source.packages} 2> "$state/errors" || registry_failed`,
    raw(`  check_programs "$tree.new"
  place "$tree.new"
  link_programs
}`),
  ]
}
