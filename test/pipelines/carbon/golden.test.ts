import { join } from "node:path"
import { expect, it } from "vitest"
import { compileDockerfile } from "../../../lib/backends/dockerfile/index.ts"
import type { Definition } from "../../../lib/index.ts"
import compute from "../../../pipelines/carbon/compute.ts"
import computeTensorflow from "../../../pipelines/carbon/compute-tensorflow.ts"
import legacyBase from "../../../pipelines/carbon/legacy/base.ts"
import legacyCompute from "../../../pipelines/carbon/legacy/compute.ts"
import legacyTools from "../../../pipelines/carbon/legacy/tools.ts"
import tools from "../../../pipelines/carbon/tools.ts"

const folder = join(import.meta.dirname, "../../golden/carbon")
const definitions: Readonly<Record<string, Definition>> = {
  compute,
  "compute-tensorflow": computeTensorflow,
  "legacy-base": legacyBase,
  "legacy-compute": legacyCompute,
  "legacy-tools": legacyTools,
  tools,
}

/** The largest variant holds what is in the others; base has golden files of its own. */
const cases = Object.entries(definitions).flatMap(([name, definition]) =>
  definition.oses.map((os) => ({ name, os, image: definition.image("desktop", os) })),
)

it.each(cases)("$name for $os compiles to its golden file", async ({ name, os, image }) => {
  await expect(compileDockerfile(image).dockerfile).toMatchFileSnapshot(join(folder, `${name}-${os}.Dockerfile`))
})
