import { defineConfig } from "strata-images"

export default defineConfig({
  images: {
    base: "./pipelines/carbon/base.ts",
  },
})
