import type { CarbonVariant } from "../../pipelines/carbon/legacy/contribution.ts"
import { partsOfBase } from "./base-parts.ts"
import { compose, type Sized, sizeOf } from "./composed.ts"
import type { Layered } from "./family-bytes.ts"
import { find, type Results } from "./tables/known.ts"
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

const legacyEnvironments: Layers = [
  computed("environment of PyTorch and JAX", installed(wheels.legacyTorch)),
  computed("environment of TensorFlow", installed(wheels.legacyTensorflow)),
]

/** carbon-compute as it is now. */
export function computeNow(results: Results, variant: CarbonVariant): Sized | undefined {
  const [parts, environment] = [partsOfBase(results, variant), restOfEnvironment(results)]
  return parts && environment && compose([...parts.core, ...cudaWheels, ...environment, ...parts.variant])
}

/** carbon-compute in phase 2: its base without compilers and caches, and both environments. */
export function computePhase2(results: Results): Sized | undefined {
  const base = sizeOf(results, "phase2", "base")
  return base && compose([...base.layers, ...legacyEnvironments], "about")
}

/** carbon-compute as it was: legacy base, two environments, and the wheels of both in conda's cache. Its Pythons are left out. */
export function computeLegacy(results: Results): Sized | undefined {
  const base = find(results, "legacy", "base")?.metrics.layers
  const { legacyTorch, legacyTensorflow } = wheels
  return (
    base &&
    compose([
      ...base,
      ...legacyEnvironments,
      computed("cache of both", legacyTorch.fetchedBytes + legacyTensorflow.fetchedBytes),
    ])
  )
}
