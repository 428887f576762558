import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildImage, type Metrics } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import type { LayerEntry, StoredImage } from "../../lib/engine/store/index.ts"
import type { Engine } from "../../lib/engine/types.ts"
import carbonBase from "../../pipelines/carbon/base.ts"
import { canBuild, whyNot } from "../support/can-build.ts"

const variants = ["server", "minimal", "desktop"] as const
type Variant = (typeof variants)[number]

async function allEntries(image: StoredImage): Promise<readonly (readonly LayerEntry[])[]> {
  return Promise.all(image.layers.map(async (layer) => (await layer.index()).entries))
}

describe.skipIf(!canBuild)(`carbon-base on debian12 ${whyNot}`, () => {
  let engine: Engine
  const metrics = {} as Record<Variant, Metrics>
  const images = {} as Record<Variant, StoredImage>

  beforeAll(async () => {
    engine = await openEngine({ choice: "embedded", store: "classic" })
    for (const variant of variants) {
      const tag = `strata-test-carbon:${variant}`
      metrics[variant] = await buildImage(carbonBase.image(variant, "debian12"), {
        engine: "embedded",
        contextDirectory: ".",
        tags: [tag],
      })
      images[variant] = await engine.images.open(tag)
    }
  })
  afterAll(async () => {
    for (const variant of variants) await engine?.docker(["image", "rm", `strata-test-carbon:${variant}`])
  })

  const inside = async (command: string, variant: Variant = "server"): Promise<string> => {
    const { stdout, stderr, exitCode } = await engine.run(`strata-test-carbon:${variant}`, ["sh", "-c", command], {
      stdio: "capture",
    })
    return exitCode === 0 ? stdout.trim() : `exit code ${exitCode}: ${stderr}`
  }

  it.each([
    ["node -v", /^v22\./],
    ["npm -v", /^11\./],
    ["tsc -v", /^Version 7\./],
    ["claude --version", /Claude Code/],
    ["git --version", /^git version/],
    ["python3 --version", /^Python 3\.11/],
    ["ldconfig -p | grep cudart", /libcudart\.so\.12/],
    ["python3 -c 'import ctypes; print(ctypes.CDLL(\"libcudart.so.12\").cudaRuntimeGetVersion)'", /FuncPtr/],
    ["id -u; id -un; echo $HOME", /^1000\ncarbon\n\/home\/carbon$/],
    ["touch ~/x && echo yes", /^yes$/],
  ])("runs '%s' as the user who is not root", async (command, expected) => {
    expect(await inside(command)).toMatch(expected)
  })

  it("has the desktop's programs in desktop and in no other variant", async () => {
    expect(
      await inside("command -v cinnamon-session && command -v firefox-esr && command -v tilix", "desktop"),
    ).toContain("/usr/bin/tilix")
    for (const variant of ["server", "minimal"] as const)
      expect(await inside("command -v cinnamon-session firefox-esr tilix || echo none", variant)).toBe("none")
  })

  it("keeps server below 3.5 GB unpacked", () => {
    expect(metrics.server.unpackedBytes).toBeLessThan(3.5e9)
  })

  it("has no package lists, caches, logs, build tools or foreign certificates in any layer", async () => {
    const unwanted = [
      /^var\/lib\/apt\/lists\/.+_/,
      /^var\/cache\/(apt|strata)\/.*\.(deb|bin)$/,
      /^var\/log\/.*\.(log|xz|gz)$/,
      /(^|\/)\.npm\//,
      /^root\/\.(npm|cache)\//,
      /(^|\/)\.cache\/pip\//,
      /^usr\/bin\/(gcc|g\+\+|cc|make|cmake|ninja|nvcc)(-\d+)?$/,
      /\/lib[^/]*\.a$/,
      /^run\/secrets\//,
    ]
    for (const variant of variants) {
      const entries = (await allEntries(images[variant]))
        .flat()
        .filter(({ type }) => type === "file" || type === "symlink")
      expect(entries.map(({ path }) => path).filter((path) => unwanted.some((pattern) => pattern.test(path)))).toEqual(
        [],
      )
    }
    // Runtime packages may bring a header of their own plugins; development packages bring headers to compile against.
    for (const variant of variants)
      expect(await inside("dpkg-query -W -f '${Package}\\n' | grep -e '-dev$' || echo none", variant)).toBe("none")
    // The only bundle there is must be what Debian's ca-certificates makes, without the host's own.
    expect(await inside("awk '/BEGIN CERT/' /etc/ssl/certs/ca-certificates.crt | wc -l")).toBe(
      await inside("ls /usr/share/ca-certificates/mozilla/*.crt | wc -l"),
    )
  })

  it("has no file twice because of its owner or mode", async () => {
    for (const variant of variants) {
      const seen = new Map<string, LayerEntry>()
      const again: string[] = []
      for (const layer of await allEntries(images[variant])) {
        for (const entry of layer) {
          if (entry.type !== "file" || entry.size === 0) continue
          // As large as before at the same path, in other hands: what chown and chmod in a later step leave.
          const before = seen.get(entry.path)
          const changedHands =
            before && (before.uid !== entry.uid || before.gid !== entry.gid || before.mode !== entry.mode)
          if (before?.size === entry.size && changedHands) again.push(entry.path)
          seen.set(entry.path, entry)
        }
      }
      expect(again).toEqual([])
    }
  })

  it("shares layers: all three together hold hardly more than desktop", () => {
    const layers = new Map(
      variants.flatMap((variant) =>
        metrics[variant].layers.map(({ diffId, unpackedBytes }) => [diffId, unpackedBytes] as const),
      ),
    )
    const together = [...layers.values()].reduce((sum, bytes) => sum + bytes, 0)
    expect(together).toBeLessThanOrEqual(metrics.desktop.unpackedBytes * 1.05)
  })

  it("traces every layer to the base or to a line of the definition", () => {
    for (const { step, at } of metrics.desktop.layers)
      if (step !== "base") expect(at?.file).toMatch(/^pipelines\/carbon\//)
    expect(metrics.desktop.layers.filter(({ step }) => step === "base")).toHaveLength(1)
    const summed = metrics.desktop.layers.reduce((sum, layer) => sum + layer.unpackedBytes, 0)
    expect(summed).toBe(metrics.desktop.unpackedBytes)
  })
})
