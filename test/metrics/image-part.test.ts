import { expect, test } from "vitest"
import { image } from "../../lib/index.ts"
import { imageDigest } from "../../lib/ir/index.ts"
import { imagePart } from "../../lib/metrics/index.ts"

const start = image("tool", { os: "debian12" })

test("which image was built: its definition, the result's id and names", () => {
  const definition = start.as("server").toImage()
  expect(imagePart(definition, "sha256:1", ["tool:1"])).toEqual({
    name: "tool",
    variant: "server",
    os: "debian12",
    platform: "linux/amd64",
    definition: imageDigest(definition),
    id: "sha256:1",
    tags: ["tool:1"],
  })
})

test("an image without variants has no such field", () => {
  expect(imagePart(start.toImage(), "sha256:1", [])).not.toHaveProperty("variant")
})
