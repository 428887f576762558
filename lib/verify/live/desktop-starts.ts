import { quoteAll } from "../../shell/index.ts"
import { type ShownEntry, shownEntries } from "../checks/shown-entries.ts"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { displayOf, displayWords, noDisplay, openDisplay } from "./display.ts"
import { missingLibrary } from "./missing-library.ts"
import type { RunInImage } from "./run-in-image.ts"

/** How programs of a menu are started. */
export interface StartEntries {
  /** How long a program that does not end has to live to count as started. */
  readonly seconds: number
}

/**
 * Starts each line under an X server in a session of its own, with a home that goes with the container, and ends all that
 * it started. After each a line `@strata NUMBER STATE`, the state an exit code or `alive`, then what it printed, indented.
 */
const script = `${openDisplay}
seconds=$1
shift
number=0
for line do
  rm -f "$HOME/exit"
  (
    setsid sh -c 'echo $$ >"$HOME/pid"; eval "$1"' sh "$line" >"$HOME/log" 2>&1 </dev/null
    echo $? >"$HOME/exit"
  ) &
  ticks=0
  while [ "$ticks" -lt "$seconds" ] && [ ! -s "$HOME/exit" ]; do
    sleep 1
    ticks=$((ticks + 1))
  done
  state=alive
  if [ -s "$HOME/exit" ]; then state=$(cat "$HOME/exit"); fi
  group=$(cat "$HOME/pid")
  kill -TERM "-$group" 2>/dev/null && sleep 1
  kill -KILL "-$group" 2>/dev/null
  echo "@strata $number $state"
  tail -n 20 "$HOME/log" | sed 's/^/  /'
  number=$((number + 1))
done
close_display
`

/** What became of a line that was started. */
export interface Start {
  readonly number: number
  /** Exit code; `undefined` for one that was alive at the end. */
  readonly exitCode: number | undefined
  readonly said: readonly string[]
}

/** Reads what the script printed. */
export function readStarts(stdout: string): readonly Start[] {
  return stdout.split(/^(?=@strata \d+ )/m).flatMap((part) => {
    const [head = "", ...said] = part.trimEnd().split("\n")
    const [, number, state] = /^@strata (\d+) (alive|\d+)$/.exec(head) ?? []
    if (number === undefined) return []
    const exitCode = state === "alive" ? undefined : Number(state)
    return [{ number: Number(number), exitCode, said: said.map((line) => line.trim()) }]
  })
}

const notLoaded = new RegExp(missingLibrary)

function failureOfStart(name: string, { words }: ShownEntry, start: Start | undefined): readonly Failure[] {
  const line = words.join(" ")
  const key = `start ${name}`
  if (!start) return [{ key, message: `${name}: '${line}' was not started: the container ended before` }]
  const complaint = start.said.find((each) => notLoaded.test(each))
  if (complaint !== undefined) return [{ key, message: `${name}: '${line}' misses a library`, cause: complaint }]
  if (start.exitCode === undefined || start.exitCode === 0) return []
  const cause = start.said.slice(-3).join(" | ")
  const message = `${name}: '${line}' ended with exit code ${start.exitCode}`
  return [{ key, message, ...(cause === "" ? {} : { cause }) }]
}

/** Programs that only ask something of a session that runs: without one they fail, whatever the image has. */
const asksSession = /^(?:.*\/)?(?:dbus-send|gdbus|busctl)$/

/**
 * Starts what desktop entries start under an X server; each has to live for some seconds or to end with 0.
 * @param name X server, as `:99`; without it the image's own
 */
export async function checkDesktopStarts(
  tree: ImageTree,
  run: RunInImage | undefined,
  start: StartEntries | undefined,
  name?: string,
): Promise<Found> {
  const skip = (skipped: string): Found => ({ looked: 0, failures: [], skipped })
  if (!start) return skip("nobody asked for it")
  if (!run) return skip("the image is in no engine that could run it")
  const display = displayOf(tree, name)
  if (!display) return skip(noDisplay)
  // What a terminal starts needs one, and what is not there is said elsewhere.
  const entries = shownEntries(tree).filter(
    ({ inTerminal, program, starts }) => !inTerminal && program !== undefined && !asksSession.test(starts),
  )
  if (entries.length === 0) return { looked: 0, failures: [] }
  const lines = entries.map(({ words }) => quoteAll(words))
  const { stdout } = await run([
    "/bin/sh",
    "-c",
    script,
    "strata",
    ...displayWords(display),
    String(start.seconds),
    ...lines,
  ])
  const starts = new Map(readStarts(stdout).map((each) => [each.number, each]))
  const failures = entries.flatMap((entry, index) => failureOfStart(tree.name(entry.entry), entry, starts.get(index)))
  return { looked: entries.length, failures }
}
