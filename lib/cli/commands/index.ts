import type { CommandSpec } from "../command.ts"
import { build } from "./build.ts"
import { check } from "./check.ts"
import { completion } from "./completion.ts"
import { diff } from "./diff.ts"
import { doctor } from "./doctor.ts"
import { engine } from "./engine.ts"
import { family } from "./family.ts"
import { history } from "./history.ts"
import { images } from "./images.ts"
import { init } from "./init.ts"
import { inspect } from "./inspect.ts"
import { print } from "./print.ts"
import { run } from "./run.ts"
import { verify } from "./verify.ts"

/** Every command, in the order of the help. A new one is its file here and its action. */
export const commands: readonly CommandSpec[] = [
  build,
  print,
  inspect,
  verify,
  diff,
  family,
  check,
  history,
  images,
  run,
  engine,
  doctor,
  init,
  completion,
]
