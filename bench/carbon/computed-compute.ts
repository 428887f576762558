import type { CarbonVariant } from "../../pipelines/carbon/legacy/contribution.ts"
import type { Layered } from "./family-bytes.ts"
import { compose, find, type Results, type Sized } from "./tables/known.ts"
import wheels from "./wheels.json" with { type: "json" }

type Layers = Layered["layers"]
type Wheels = typeof wheels.now

/** A layer that was never made, under a digest that no other has. */
function computed(step: string, unpackedBytes: number): Layers[number] {
  return { diffId: `computed:${step}`, step, unpackedBytes }
}

/** Files of wheels, and the bytecode that pip makes of their modules. */
function installed({ unpackedBytes, moduleBytes }: Wheels): number {
  return Math.round(unpackedBytes + moduleBytes * wheels.bytecodeShare)
}

/** The layers of base in three parts: what every image begins with, CUDA, and what its variant adds. */
export interface BaseParts {
  readonly core: Layers
  readonly cuda: Layers
  readonly variant: Layers
}

export function partsOfBase(results: Results, variant: CarbonVariant): BaseParts | undefined {
  const layers = find(results, "family", "base", variant)?.metrics.layers
  const at = layers?.findIndex(({ step }) => step.startsWith("cuda(")) ?? -1
  if (!layers || at < 0) return undefined
  const [core, cuda, rest] = [layers.slice(0, at), layers.slice(at, at + 1), layers.slice(at + 1)]
  return { core, cuda, variant: rest.filter(({ step }) => !step.startsWith("user(")) }
}

/** CUDA's own wheels. */
export const cudaWheels: Layers = [computed("wheels of CUDA", installed(wheels.cudaOfNow))]

/** The environment of compute without CUDA's wheels, the compiler that Triton runs, and npm's commands as tools has them. */
export function restOfEnvironment(results: Results): Layers | undefined {
  const tools = find(results, "family", "tools", "server")?.metrics.layers
  const npm = tools?.filter(({ step }) => step.startsWith("npmGlobals(eslint"))
  return (
    npm && [
      computed("environment without CUDA", installed(wheels.now) - installed(wheels.cudaOfNow)),
      computed("gcc", wheels.compilerBytes),
      ...npm,
    ]
  )
}

/** carbon-compute as it is now. */
export function computeNow(results: Results, variant: CarbonVariant): Sized | undefined {
  const [parts, environment] = [partsOfBase(results, variant), restOfEnvironment(results)]
  return parts && environment && compose([...parts.core, ...cudaWheels, ...environment, ...parts.variant])
}

/** carbon-compute as it was: legacy base, two environments, and the wheels of both in conda's cache. Its Pythons are left out. */
export function computeLegacy(results: Results): Sized | undefined {
  const base = find(results, "legacy", "base")?.metrics.layers
  const { legacyTorch, legacyTensorflow } = wheels
  return (
    base &&
    compose([
      ...base,
      computed("environment of PyTorch and JAX", installed(legacyTorch)),
      computed("environment of TensorFlow", installed(legacyTensorflow)),
      computed("cache of both", legacyTorch.fetchedBytes + legacyTensorflow.fetchedBytes),
    ])
  )
}
