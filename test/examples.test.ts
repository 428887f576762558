import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { bakeFile, compileDockerfile } from "strata-images/dockerfile"
import { canonicalJson, type Image, platformWord } from "strata-images/ir"
import { describe, expect, it } from "vitest"
import { type Definition, toDefinition } from "../lib/image/index.ts"

const root = join(import.meta.dirname, "..")
const examples = readdirSync(join(root, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  // The others are Dagger modules: test/module has their tests.
  .filter((name) => existsSync(join(root, "examples", name, "image.ts")))

async function load(path: string): Promise<Definition> {
  const definition = toDefinition(((await import(path)) as { default: unknown }).default)
  if (!definition) throw new Error(`${path} exports no image`)
  return definition
}

function everyImage(definition: Definition): readonly Image[] {
  const variants = definition.variants.length > 0 ? definition.variants : [undefined]
  return variants.flatMap((variant) => definition.oses.map((os) => definition.image(variant, os)))
}

/** Beside them, those for other platforms than the first. */
function everyPlatform(definition: Definition): readonly Image[] {
  const [first, ...others] = everyImage(definition)
  const more = definition.platforms.slice(1).map((platform) => definition.image(first?.variant, undefined, platform))
  return [...(first ? [first] : []), ...others, ...more]
}

function label(image: Image): string {
  return [image.variant, image.os, platformWord(image.platform)].filter(Boolean).join("-")
}

async function matchFiles(folder: string, images: readonly Image[]): Promise<void> {
  for (const image of images) {
    await expect(compileDockerfile(image).dockerfile).toMatchFileSnapshot(join(folder, `${label(image)}.Dockerfile`))
    await expect(canonicalJson(image)).toMatchFileSnapshot(join(folder, `${label(image)}.ir.json`))
  }
}

describe("examples", () => {
  it.each(examples)("%s compiles to its expected files", async (name) => {
    const definition = await load(join(root, "examples", name, "image.ts"))
    await matchFiles(join(root, "examples", name, "expected"), everyPlatform(definition))
  })
})

describe("the Carbon family", () => {
  it("compiles carbon-base to its golden files in every variant and distribution", async () => {
    const definition = await load(join(root, "pipelines/carbon/base.ts"))
    const images = everyImage(definition)
    await matchFiles(join(import.meta.dirname, "golden/carbon-base"), images)
    const targets = images.map((image) => ({
      name: label(image).replaceAll(".", "_"),
      compiled: compileDockerfile(image),
      dockerfile: `${label(image)}.Dockerfile`,
      platform: image.platform,
      tags: [`${image.name}:${image.variant}`],
      context: ".",
    }))
    await expect(bakeFile(targets)).toMatchFileSnapshot(
      join(import.meta.dirname, "golden/carbon-base/docker-bake.json"),
    )
  })

  it("makes server a prefix of minimal and minimal of desktop, but for the user", async () => {
    const definition = await load(join(root, "pipelines/carbon/base.ts"))
    for (const os of definition.oses) {
      const scripts = (variant: string): readonly string[] => {
        const target = definition.image(variant, os).stages.find(({ name }) => name === "runtime")
        const ops = (target?.ops ?? []).filter(({ origin }) => !origin.step.startsWith("user("))
        return ops.map((op) => JSON.stringify({ ...op, origin: undefined }))
      }
      const [server, minimal, desktop] = [scripts("server"), scripts("minimal"), scripts("desktop")]
      expect(minimal.slice(0, server.length)).toEqual(server)
      expect(desktop.slice(0, minimal.length)).toEqual(minimal)
      expect(desktop.length).toBeGreaterThan(minimal.length)
      expect(minimal.length).toBeGreaterThan(server.length)
    }
  })
})
