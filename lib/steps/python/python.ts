import { distributionOf } from "../../distributions/index.ts"
import { aptInstallOps } from "../apt/index.ts"
import { defineStep, type Step } from "../step.ts"

/** The distribution's own Python, without pip: environments are made with {@link venv}. */
export function python(): Step {
  return defineStep("python", (stage, origin) =>
    aptInstallOps(
      stage,
      origin,
      { ecosystem: "apt", packages: distributionOf(stage.os).python.runtime },
      { recommends: false, sources: [] },
    ),
  )
}
