import { env } from "strata-images"
import { torchAndJax, torchAndJaxBesideCuda } from "../../frameworks.ts"
import list from "../../lists/frameworks.json" with { type: "json" }
import type { Contribution, Setting } from "../contribution.ts"
import { condaEnvironments } from "./conda.ts"
import { type Environment, environmentPath } from "./conda-environment.ts"

/** Numeric, data and model packages that every environment gets, as nobody knows which one a notebook will run in. */
const everywhere = [...list.numeric, ...list.data, ...list.models]

const environments: readonly Environment[] = [
  { name: "torch", python: "3.11", packages: [...list.torch, ...list.jax, ...everywhere] },
  { name: "tensorflow", python: "3.11", packages: [...list.tensorflow, ...everywhere] },
]

/** The machine learning stack: an environment for each world of CUDA pins, or one environment that owns CUDA. */
export function frameworks(setting: Setting): Contribution {
  const { pythons, cuda } = setting.strategies
  if (pythons === "one") return { runtime: cuda === "owner" ? torchAndJax().own : torchAndJaxBesideCuda() }
  const made = condaEnvironments(setting, environments, "conda-frameworks")
  return { runtime: [...(made.runtime ?? []), env({ PATH: `${environmentPath("torch")}/bin:\${PATH}` })] }
}
