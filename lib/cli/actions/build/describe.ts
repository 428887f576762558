import { existsSync } from "node:fs"
import { compileDockerfile } from "../../../backends/dockerfile/index.ts"
import { rootFolder } from "../../../engine/embedded/make-root.ts"
import { engineState } from "../../../engine/embedded/state.ts"
import { type EngineProbe, probeEngines } from "../../../engine/probe-engines.ts"
import { imageWarnings } from "../../../image/index.ts"
import { type Image, imageDigest } from "../../../ir/index.ts"
import { type BuildHistory, planSteps } from "../../../progress/index.ts"
import { formatBytes, formatSeconds } from "../../../report/index.ts"
import type { BuildInvocation } from "./invocation.ts"

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`
}

/** What is going to be built: image, stages, steps, bases. */
export function describeImage(image: Image, tags: readonly string[]): readonly string[] {
  const compiled = compileDockerfile(image)
  const plan = planSteps(image, compiled)
  const stages = new Set(plan.map(({ stage }) => stage)).size
  const what = [
    image.name,
    ...(image.variant ? [`variant ${image.variant}`] : []),
    `os ${image.os}`,
    image.platform,
  ].join(", ")
  return [
    `building ${what} (definition ${imageDigest(image).slice(7, 19)})${tags.length === 0 ? "" : ` as ${tags.join(", ")}`}`,
    `  ${count(stages, "stage")}, ${count(plan.length, "step")}, from ${compiled.bases.map(({ ref }) => ref).join(", ") || "scratch"}`,
    ...imageWarnings(image).map((warning) => `  warning: ${warning}`),
  ]
}

function engineLine(probes: readonly EngineProbe[]): string {
  const chosen = probes.find(({ available }) => available)
  const passed = probes.slice(0, chosen ? probes.indexOf(chosen) : undefined)
  const why = passed.map(({ name, detail }) => `${name} passed over: ${detail.replace(/\.$/, "")}`)
  const taken = chosen ? `${chosen.name}${chosen.name === "docker" ? ` (${chosen.detail})` : ""}` : "none can be used"
  return `  engine: ${[taken, ...why].join("; ")}`
}

/** Which engine it will be and why, and what that one has to do first. Starts nothing. */
export async function describeEngine(
  { engine: choice, daggerHost }: BuildInvocation,
  builder: string | undefined,
): Promise<readonly string[]> {
  if (choice === "dagger") return [`  engine: dagger${daggerHost === undefined ? "" : ` at ${daggerHost}`}`]
  // Which daemon that is, buildx knows when it is asked.
  if (builder !== undefined) return [`  builder: ${builder}`]
  const probes = (await probeEngines()).filter(({ name }) => choice === "auto" || name === choice)
  const chosen = probes.find(({ available }) => available)
  const first = chosen?.name === "embedded" && !existsSync(rootFolder(engineState()))
  return [
    engineLine(probes),
    ...(first ? ["  needs: the engine itself is made first, once (125 MB of downloads, about 15 s)"] : []),
  ]
}

/** How long it took before, or what a first build means. */
export function describeEffort(history: BuildHistory, expectedBytes: number): string {
  const { seconds, unpackedBytes } = history
  if (unpackedBytes === undefined)
    return `  needs: not built here before, so packages are downloaded; minutes, and at least ${formatBytes(expectedBytes)} of disk`
  const time = seconds === undefined ? "" : `${formatSeconds(seconds)}, `
  return `  last time: ${time}${formatBytes(unpackedBytes)} unpacked; what did not change comes from the cache`
}
