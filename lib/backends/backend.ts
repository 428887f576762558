import type { AnyOp, BaseSource, OpKind, OpOf, Origin } from "../ir/index.ts"

/** One handler per kind of op: a new op does not compile until every backend has said what it does with it. */
export type OpHandlers<Context, Result> = { readonly [K in OpKind]: (op: OpOf<K>, context: Context) => Result }

/** Calls the handler of an op's own kind. */
export function dispatch<Context, Result>(handlers: OpHandlers<Context, Result>, op: AnyOp, context: Context): Result {
  const handler = handlers[op.kind] as (op: AnyOp, context: Context) => Result
  return handler(op, context)
}

/** A base image that a compiled image starts from. */
export type BaseImage = Extract<BaseSource, { kind: "image" }>

/** Which lines of an emitted file an op became, and what the user wrote for it. Lines count from 1. */
export interface SourceMapEntry {
  readonly stage: string
  readonly firstLine: number
  readonly lastLine: number
  readonly origin: Origin
  /** Kind of the op. */
  readonly kind: OpKind
  /**
   * Position among the stage's instructions that make a BuildKit step, the base aside, from 1. Absent for the base and
   * for settings, which make no step.
   */
  readonly position?: number
}
