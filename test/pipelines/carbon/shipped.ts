import type { Image, Stage } from "../../../lib/ir/index.ts"

/** The runtime stage: what ships. */
export function runtimeOf(image: Image): Stage {
  const stage = image.stages.find(({ name }) => name === image.target)
  if (!stage) throw new Error(`${image.name} has no stage '${image.target}'`)
  return stage
}

/** What ships, and what the stages do that it is copied from: without origins, which say who wrote it. */
export function shipped(image: Image): readonly string[] {
  const copiedFrom = new Set(runtimeOf(image).ops.flatMap((op) => (op.kind === "copy" && op.from ? [op.from] : [])))
  return image.stages
    .filter(({ name }) => name === image.target || copiedFrom.has(name))
    .flatMap(({ name, ops }) => ops.map(({ origin: _, ...op }) => `${name} ${JSON.stringify(op)}`))
    .sort()
}

/** Packages that the runtime stage itself installs. */
export function installed(image: Image, ecosystem: "apt" | "npm" | "pip"): readonly string[] {
  return runtimeOf(image).ops.flatMap((op) =>
    op.kind === "exec"
      ? (op.installs ?? []).filter((each) => each.ecosystem === ecosystem).flatMap((each) => each.packages)
      : [],
  )
}

/** All shell text of the runtime stage. */
export function scripts(image: Image): string {
  return runtimeOf(image)
    .ops.map((op) => (op.kind === "exec" ? op.script : ""))
    .join("\n")
}
