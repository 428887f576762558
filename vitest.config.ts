import { defineConfig } from "vitest/config"
import { SkipReasons } from "./test/support/skip-reasons.ts"

// Tests import the library by its package name; this condition makes that mean the sources, not a build.
const resolve = { conditions: ["strata-source"] }
const ssr = { resolve: { conditions: ["strata-source"] } }

// `.ci/run` counts the results from a JSON report.
const report = process.env.STRATA_TEST_REPORT
const json: ["json", { outputFile: string }][] = report ? [["json", { outputFile: report }]] : []
const reporters = ["default", new SkipReasons(), ...json]

/** `unit` touches nothing outside the process but small tools; `real` starts engines and builds images, one file at a time. */
export default defineConfig({
  resolve,
  ssr,
  test: {
    reporters,
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: ["test/real/**"], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: "real",
          include: ["test/real/**/*.test.ts"],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
