import type { Client, Container, Directory } from "@dagger.io/dagger"
import type { AnyOp, Image } from "../../ir/index.ts"
import type { DaggerOptions } from "./options.ts"

/** What a handler sees: the stage so far, and how to reach everything around it. */
export interface StageContext {
  readonly client: Client
  readonly image: Image
  readonly options: DaggerOptions
  /** The stage as the ops before this one left it. */
  readonly container: Container
  /** Ops of the stage before this one, those of the stages that it begins at included. */
  readonly before: readonly AnyOp[]
  /** Reference that the target begins at; `undefined` for scratch. */
  readonly targetBase: string | undefined
  /** What every stage is: see `stageKeys`. */
  readonly keys: ReadonlyMap<string, string>
  /** The stage of that name, compiled. */
  readonly stage: (name: string) => Container
}

/** Root file system of a stage, or the user's own files where no stage is named. Problems were reported before. */
export function filesOf(from: string | undefined, context: StageContext): Directory {
  if (from !== undefined) return context.stage(from).rootfs()
  return context.options.context ?? context.client.directory()
}
