import type { AnyOp, PlatformName } from "../ir/index.ts"
import type { Component, Part, Step, Trait } from "./step.ts"

function marked(op: AnyOp, platforms: readonly string[]): AnyOp {
  return op.kind === "exec" || op.kind === "copy" || op.kind === "file" ? { ...op, platforms } : op
}

function onlyStep(platforms: readonly string[], step: Step<Trait>): Step<Trait> {
  return (before) => {
    const after = step(before)
    const there = before.ops.length
    return { ...after, ops: after.ops.map((op, index) => (index < there ? op : marked(op, platforms))) }
  }
}

/**
 * A step or component that fetches, or copies, what there is for some platforms only: a vendor's archive, wheels. An image
 * for another platform is then refused before anything is built, at the step's own line.
 * @example `onlyOn("linux/amd64", run("curl -fsSL https://example.com/tool-x86_64.tar.gz | tar xz -C /opt", { network: true }))`
 */
export function onlyOn<P extends Part>(platforms: PlatformName | readonly PlatformName[], part: P): P {
  const list = typeof platforms === "string" ? [platforms] : [...platforms]
  if (typeof part === "function") return onlyStep(list, part) as P
  const { build, survive, ...rest } = part as Component<Trait>
  const all = (steps: readonly Step<Trait>[]) => steps.map((step) => onlyStep(list, step))
  return { ...rest, build: all(build), survive: all(survive) } as unknown as P
}
