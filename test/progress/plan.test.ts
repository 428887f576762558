import { expect, test } from "vitest"
import { compileDockerfile } from "../../lib/backends/dockerfile/index.ts"
import { image, run } from "../../lib/index.ts"
import { planSteps } from "../../lib/progress/index.ts"

const start = image("planned", { os: "debian12" })
const labels = (definition: ReturnType<typeof start.toImage>) =>
  planSteps(definition, compileDockerfile(definition)).map(({ label }) => label)

test("the plan has the steps that run, in order, each with a name of its own on one line", () => {
  const definition = start.with(run("true"), run("true"), run("echo   a")).toImage()
  expect(labels(definition)).toEqual(["runtime: run(true)", "runtime: run(true) (2)", "runtime: run(echo a)"])
})

test("stages that nothing needs are not in it", () => {
  const definition = start.stage("tools", {}, run("make the tools"))
  expect(labels(definition.toImage())).toEqual([])
  expect(labels(definition.copyFrom("tools", ["/x"]).toImage())[0]).toBe("tools: run(make the tools)")
})
