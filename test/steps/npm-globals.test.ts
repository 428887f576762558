import { describe, expect, test } from "vitest"
import { image, node, npmGlobals, npmSets, npmSpecs } from "../../lib/index.ts"

describe("npmGlobals", () => {
  const scriptOf = (set: Parameters<typeof npmGlobals>[0]): string => {
    const { stages } = image("x", { os: "debian12" })
      .with(node({ major: 22 }), npmGlobals(set))
      .toImage()
    const ops = stages.find(({ name }) => name === "npm-globals")?.ops ?? []
    return ops.flatMap((op) => (op.kind === "exec" ? [op.script] : [])).join("\n")
  }

  test("installs a set at once, and a command that has peers of its own with these beside its dependencies", () => {
    const script = scriptOf({
      zx: "8.8.5",
      "ts-node": { version: "10.9.2", peers: { typescript: "5.9.3" } },
      serve: "14.2.7",
    })
    expect(script).toMatch(/--no-fund \\\n {2}serve@14\.2\.7 zx@8\.8\.5\n/)
    expect(script).toMatch(/--legacy-peer-deps \\\n {2}ts-node@10\.9\.2\n/)
    expect(script).toContain(
      "cp -a /tmp/peers/node_modules/. /out/npm-globals/usr/local/lib/node_modules/ts-node/node_modules/",
    )
  })

  test("installs nothing but what is named", () => {
    expect(
      scriptOf({ "ts-node": { version: "10.9.2", peers: { typescript: "5.9.3" } } }).match(/npm install/g),
    ).toHaveLength(2)
  })

  test("knows what npm is given for a set", () => {
    expect(npmSpecs(npmSets.dev)).toContain("ts-node@10.9.2")
    expect(npmSpecs({ b: "1.0.0", a: { version: "2.0.0", peers: {} } })).toEqual(["a@2.0.0", "b@1.0.0"])
  })
})
