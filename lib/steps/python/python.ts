import { distributionOf } from "../../distributions/index.ts"
import type { Stage } from "../../ir/index.ts"
import { aptInstallOps } from "../apt/index.ts"
import { defineStep, type Step } from "../step.ts"

function hasInstalled({ ops }: Stage, packages: readonly string[]): boolean {
  const installs = ops.flatMap((op) => (op.kind === "exec" ? (op.installs ?? []) : []))
  const there = new Set(installs.flatMap((each) => (each.ecosystem === "apt" ? each.packages : [])))
  return packages.every((name) => there.has(name))
}

/**
 * The distribution's own Python, without pip: environments are made with {@link venv}. Where an earlier step of the stage
 * installed it, this adds nothing.
 */
export function python(): Step {
  return defineStep("python", (stage, origin) => {
    const packages = distributionOf(stage.os).python.runtime
    if (hasInstalled(stage, packages)) return []
    return aptInstallOps(stage, origin, { ecosystem: "apt", packages }, { recommends: false, sources: [] })
  })
}
