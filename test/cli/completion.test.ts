import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { completionScripts, type Shell } from "../../lib/cli/completion-scripts.ts"
import { bin, root } from "./strata.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-completion-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a script in a real shell, where `strata` is this checkout's, and gives the lines that it prints. */
function run(command: readonly string[], script: string): readonly string[] {
  const file = join(folder, "script")
  writeFileSync(file, script)
  const [program = "", ...args] = command
  const { NODE_OPTIONS: _options, ...env } = process.env
  const { stdout, stderr } = spawnSync(program, [...args, file], { cwd: root, encoding: "utf8", env })
  expect(stderr).toBe("")
  return stdout.split("\n").slice(0, -1)
}

const posixStrata = `strata() { "${process.execPath}" "${bin}" "$@"; }\n`

/** How a shell is asked what it makes of lines that end where the cursor is. */
const ask: Readonly<Record<Shell, (lines: readonly string[]) => readonly string[]>> = {
  bash: (lines) =>
    run(
      ["bash", "--norc"],
      `${posixStrata}eval "$(strata completion bash)"
for line in ${lines.map((line) => `'${line}'`).join(" ")}; do
  COMP_LINE=$line COMP_POINT=\${#line}; _strata; echo "\${COMPREPLY[*]}"
done`,
    ),
  // What is on the line after Tab was pressed on it, in an interactive zsh on a terminal of its own.
  zsh: (lines) =>
    run(
      ["zsh", "-f"],
      `zmodload zsh/zpty
out=${folder}/zsh.out; : > $out
zpty z zsh -f -i
zpty -w z 'PROMPT= RPROMPT= ; autoload -Uz compinit; compinit -D; ${posixStrata.trim()}'
zpty -w z 'eval "$(strata completion zsh)"; tab() { zle complete-word; print -r -- "$BUFFER" >> '$out'; BUFFER= }; zle -N tab; bindkey "^I" tab'
n=0
for line in ${lines.map((line) => `'${line}'`).join(" ")}; do
  (( n++ ))
  zpty -w -n z "$line"$'\\t'
  for i in {1..300}; do (( $(wc -l < $out) >= n )) && break; sleep 0.1; done
done
zpty -d z
cat $out`,
    ),
  fish: (lines) =>
    run(
      ["fish", "--no-config"],
      `function strata; "${process.execPath}" "${bin}" $argv; end
strata completion fish | source
${lines.map((line) => `complete --do-complete '${line}' | string split --fields 1 \\t | string join ' '\necho`).join("\n")}`,
    ).filter((_, index) => index % 2 === 0),
}

const lines = [
  "strata buil",
  "strata build ba",
  "strata build base --varian",
  "strata build base --variant=ser",
  "strata build base --engine=emb",
  "strata engine stat",
]

/** Options that take a value are completed up to `=`, without a space after it: the value is what comes next. */
const completed = ["build", "base", "--variant=", "--variant=server", "--engine=embedded", "status"]

const expected: Readonly<Record<Shell, readonly string[]>> = {
  // bash takes what stands behind the `=` for a word of its own.
  bash: completed.map(
    (word) =>
      word
        .replace(/=(?=.)/, "=\u0000")
        .split("\u0000")
        .at(-1) ?? "",
  ),
  zsh: lines.map((line, index) => {
    const word = completed[index] ?? ""
    return `${line.slice(0, line.lastIndexOf(" "))} ${word}${word.endsWith("=") ? "" : " "}`
  }),
  fish: completed,
}

describe.each(Object.keys(completionScripts) as Shell[])("%s", (shell) => {
  const missing = spawnSync(shell, ["--version"]).error !== undefined
  test.skipIf(missing)(
    `completes commands, images, options and values${missing ? " (skipped: not installed)" : ""}`,
    () => {
      expect(ask[shell](lines)).toEqual(expected[shell])
    },
  )
})
