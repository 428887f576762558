import { defineConfig } from "strata-images"

export default defineConfig({
  images: {
    base: "./pipelines/carbon/base.ts",
    compute: "./pipelines/carbon/compute.ts",
    "compute-tensorflow": "./pipelines/carbon/compute-tensorflow.ts",
    tools: "./pipelines/carbon/tools.ts",
    "legacy-base": "./pipelines/carbon/legacy/base.ts",
    "legacy-compute": "./pipelines/carbon/legacy/compute.ts",
    "legacy-tools": "./pipelines/carbon/legacy/tools.ts",
  },
})
