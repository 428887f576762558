import type { CommandSpec } from "../command.ts"
import { build } from "./build.ts"
import { completion } from "./completion.ts"
import { doctor } from "./doctor.ts"
import { engine } from "./engine.ts"
import { images } from "./images.ts"
import { init } from "./init.ts"
import { inspect } from "./inspect.ts"
import { print } from "./print.ts"
import { run } from "./run.ts"

/** Every command, in the order of the help. A new one is its file here and its action. */
export const commands: readonly CommandSpec[] = [build, print, inspect, images, run, engine, doctor, init, completion]
