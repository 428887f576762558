import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { parse, parseAllDocuments } from "yaml"
import { z } from "zod"
import { parseDaggerHost } from "../../lib/engine/dagger/index.ts"

const root = join(import.meta.dirname, "../..")
const read = (name: string) => readFileSync(join(root, "examples/kubernetes", name), "utf8")
const text = read("README.md")

const resourceSchema = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.object({ serviceName: z.string(), replicas: z.int() }).partial().optional(),
})

const valuesSchema = z.object({
  fullnameOverride: z.string(),
  engine: z.object({ port: z.int(), kind: z.literal("StatefulSet"), configJson: z.string() }),
})

// Whether the manifests are valid, test/real/example-linters.test.ts asks Kubernetes' own schemas.
describe("examples/kubernetes", () => {
  const resources = parseAllDocuments(read("buildkitd.yaml")).map((document) => resourceSchema.parse(document.toJS()))

  it("the README names the pods, the port and the namespace of the manifests", () => {
    const set = resources.find(({ kind }) => kind === "StatefulSet")
    const { name, namespace } = set?.metadata ?? {}
    for (let pod = 0; pod < (set?.spec?.replicas ?? 0); pod += 1)
      expect(text).toContain(`${name}-${pod}.${set?.spec?.serviceName}.${namespace}`)
    for (const { metadata } of resources) expect(metadata.namespace).toBe(namespace)
    expect(read("buildkitd.yaml")).toContain(`secretName: ${/secret generic (\S+)/.exec(text)?.[1]}`)
  })

  it("the README names the engine that Dagger's chart makes of the values", () => {
    const { fullnameOverride, engine } = valuesSchema.parse(parse(read("dagger-values.yaml")))
    const [pod = "", service = ""] = [...text.matchAll(/--dagger-host="?([^"`\s]+)/g)].map(([, host]) => host ?? "")
    expect(parseDaggerHost(pod)).toBe(`kube-pod://${fullnameOverride}-engine-0?namespace=builds`)
    expect(parseDaggerHost(service)).toBe(`tcp://${fullnameOverride}.builds:${engine.port}`)
    expect(() => JSON.parse(engine.configJson) as unknown).not.toThrow()
  })

  it("the chart is of the version that the module is written for", () => {
    const module = JSON.parse(readFileSync(join(root, "dagger.json"), "utf8")) as { engineVersion: string }
    expect(text).toContain(`--version ${module.engineVersion.replace(/^v/, "")} `)
  })
})
