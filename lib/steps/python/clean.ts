import type { AnyOp, Origin } from "../../ir/index.ts"
import { type ShellText, sh } from "../../shell/index.ts"
import { cleanProgram } from "./clean-program.ts"

/**
 * What an environment can lose and work on as before:
 * - `tests`: folders `tests` inside packages, but for those that an installed module outside of them imports or names
 *   (`numpy.testing` and `django.test` are no such folders and stay). 113 of 747 MB in an environment of NumPy, SciPy,
 *   pandas, scikit-learn, Matplotlib, Numba and Django.
 * - `documentation`: manuals below `share`; licences stay.
 * - `static-archives`: `*.a` files, unless the environment has a compiler or linker.
 */
export type Removable = "tests" | "documentation" | "static-archives"

const program = "/usr/local/lib/strata/clean-environment.py"

/** Brings the program that {@link cleanEnvironment} runs into a builder stage. */
export function cleanProgramOp(origin: Origin): AnyOp {
  return { kind: "file", origin, path: program, content: cleanProgram, mode: "644" }
}

/** Shell text that removes from the environment at `path`, in the step that made it. */
export function cleanEnvironment(path: string, what: readonly Removable[]): ShellText {
  return sh`python3 ${program} ${path} ${what}`
}
