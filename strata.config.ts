import { defineConfig } from "strata-images"

export default defineConfig({
  images: {
    base: "./pipelines/carbon/with-profiles/base.ts",
    compute: "./pipelines/carbon/with-profiles/compute.ts",
    "compute-tensorflow": "./pipelines/carbon/compute-tensorflow.ts",
    tools: "./pipelines/carbon/with-profiles/tools.ts",
    "legacy-base": "./pipelines/carbon/legacy/base.ts",
    "legacy-compute": "./pipelines/carbon/legacy/compute.ts",
    "legacy-tools": "./pipelines/carbon/legacy/tools.ts",
  },
})
