import type { AnyOp, Origin } from "../../ir/index.ts"
import { type ShellText, sh } from "../../shell/index.ts"
import { additionProgram } from "./addition-program.ts"

const program = "/usr/local/lib/strata/addition-to-environment.py"

/** Brings the program of the functions below into a builder stage. */
export function additionProgramOp(origin: Origin): AnyOp {
  return { kind: "file", origin, path: program, content: additionProgram, mode: "644" }
}

const notes = "/run/strata-environment.json"

/** Shell text that notes what the environment at `path` has, before a step adds to it. */
export function noteWhatIsThere(path: string): ShellText {
  return sh`python3 ${program} note ${path} ${notes}`
}

/** Shell text that fails where what was noted has been replaced. */
export function checkNothingReplaced(path: string): ShellText {
  return sh`python3 ${program} check ${path} ${notes}`
}

/** Shell text that, at the end of the same step, leaves at `path` only what the step added. */
export function keepOnlyAddition(path: string): ShellText {
  return sh`python3 ${program} keep-addition ${path} ${notes}`
}
