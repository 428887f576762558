import { apt, type Component, copyFromStage, defineComponent, defineStep, env, python, type Step } from "strata-images"
import list from "../../lists/conda.json" with { type: "json" }
import type { Contribution, LegacyOs, Setting } from "../contribution.ts"
import { byHand } from "./by-hand.ts"
import { pythonClient } from "./client.ts"
import {
  cachePath,
  condaPrefix,
  type Environment,
  environmentPath,
  fetchTarballs,
  makeEnvironment,
} from "./conda-environment.ts"

const baseEnvironments: readonly Environment[] = Object.entries(list.environments).map(([name, environment]) => ({
  name,
  ...environment,
}))

function makeEnvironments(os: LegacyOs, environments: readonly Environment[], caches: boolean): readonly Step[] {
  return environments.map((environment) =>
    defineStep(
      `conda environment ${environment.name}`,
      byHand(makeEnvironment(os, environment, caches), {
        client: pythonClient,
        installs: [{ ecosystem: "pip", packages: environment.packages }],
      }),
    ),
  )
}

/**
 * The tarballs that conda keeps below its prefix. On debian12 pip's cache stands in for them, and an index may forbid it to
 * keep anything: then they are fetched once more. On Ubuntu conda itself keeps them.
 */
function fetchCaches(os: LegacyOs, environments: readonly Environment[]): readonly Step[] {
  if (os !== "debian12") return []
  const lines = environments.map(({ name, packages }) => fetchTarballs(name, packages))
  return [defineStep("conda package caches", byHand(lines, { client: pythonClient }))]
}

const inBuilder = ["ca-certificates", "patchelf", "python3", "python3-pip-whl", "wget"] as const

/** Environments made in a builder; what each has and, where kept, its cache are copied by path. */
function fromBuilder(
  os: LegacyOs,
  stage: string,
  from: string,
  environments: readonly Environment[],
  caches: boolean,
): Component {
  const copied = environments.some(({ name }) => name === "base")
    ? [`${condaPrefix}/`]
    : environments.flatMap(({ name }) => [`${environmentPath(name)}/`, ...(caches ? [`${cachePath(name)}/`] : [])])
  return defineComponent(`conda (${stage})`, {
    stage,
    from,
    build: [
      ...(from === "base" ? [apt(...inBuilder)] : []),
      ...makeEnvironments(os, environments, caches),
      ...(caches ? fetchCaches(os, environments) : []),
    ],
    survive: [copyFromStage(stage, copied)],
  })
}

const condaStage = "conda"

/** Adds environments to an image: in place, or from a builder. In place, base's caches come later: see {@link packageCaches}. */
export function condaEnvironments(
  { os, strategies: { split, pythonCaches } }: Setting,
  environments: readonly Environment[],
  stage: string,
): Contribution {
  const caches = pythonCaches === "kept"
  if (split)
    return {
      runtime: [fromBuilder(os, stage, stage === condaStage ? "base" : condaStage, environments, caches)],
    }
  const own = caches && stage !== condaStage ? fetchCaches(os, environments) : []
  return { runtime: [...makeEnvironments(os, environments, caches), ...own] }
}

/** Python of base: conda with its environments beside the distribution's own, or that one alone. */
export function pythons(setting: Setting): Contribution {
  if (setting.strategies.pythons === "one") return { runtime: [python()] }
  const conda = condaEnvironments(setting, baseEnvironments, condaStage)
  return { runtime: [python(), ...(conda.runtime ?? []), env({ PATH: `${condaPrefix}/bin:\${PATH}` })] }
}

/**
 * The tarballs of base's environments in a step at base's end; with them in a builder, where the environments are made.
 */
export function packageCaches({ os, strategies: { split, pythons: wanted, pythonCaches } }: Setting): Contribution {
  if (split || wanted === "one" || pythonCaches === "removed") return {}
  return { runtime: fetchCaches(os, baseEnvironments) }
}
