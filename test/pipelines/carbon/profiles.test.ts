import { describe, expect, it } from "vitest"
import { z } from "zod"
import { carbon } from "../../../pipelines/carbon/legacy/carbon.ts"
import { profileImage } from "../../../pipelines/carbon/legacy/profile-image.ts"
import data from "../../../pipelines/carbon/legacy/profiles.json" with { type: "json" }
import { planNow, planTarget, profile, profileNames } from "../../../pipelines/carbon/legacy/profiles.ts"
import { asTheyAre } from "../../../pipelines/carbon/legacy/strategies.ts"

const range = z.tuple([z.number().positive(), z.number().positive()]).refine(([low, high]) => low <= high)
const sizes = z.strictObject({ base: z.number(), compute: z.number(), tools: z.number() })
const saving = z.strictObject({ saves: range, words: z.string().min(1) })
const schema = z.strictObject({
  source: z.string().min(1),
  date: z.iso.date(),
  current: sizes,
  target: sizes,
  strategies: z.record(z.enum(["split", "optionalDesktop", "creativeApps", "npm", "pythonCaches", "cuda"]), saving),
  deferred: saving,
  expected: z.record(
    z.enum(profileNames),
    z.strictObject({
      images: z.strictObject({ base: range, compute: range.optional(), tools: range.optional() }),
      variants: z.strictObject({ minimal: z.number(), server: z.number() }).optional(),
      words: z.string().min(1),
    }),
  ),
})

describe("profiles", () => {
  it("have data that is what its type says", () => {
    expect(() => schema.parse(data)).not.toThrow()
  })

  it("expect what the plan does: less than today, and its total of 168.4 to 120 GB", () => {
    const total = (of: typeof planNow) => Object.values(of).reduce((sum, gigabytes) => sum + gigabytes, 0)
    expect(total(planNow)).toBeCloseTo(168.4)
    expect(total(planTarget)).toBe(120)
    for (const name of profileNames)
      for (const [image, [, high]] of Object.entries(profile(name).expected.images))
        expect(high).toBeLessThan(planNow[image as keyof typeof planNow])
  })

  it("walk: each phase holds what the one before did", () => {
    const [one, two, three] = (["phase1", "phase2", "phase3"] as const).map((name) => profile(name).strategies)
    expect(one).toEqual({
      ...asTheyAre,
      creativeApps: "tools",
      npm: "where-used",
      pythonCaches: "removed",
      cuda: "base",
    })
    expect(two).toEqual({ ...one, split: true })
    expect(three).toEqual({ ...two, optionalDesktop: true })
    expect(profile("option-a").strategies).toEqual(one)
  })

  it("make the image of their strategies, desktop on debian12 if nothing else is said", () => {
    expect(profileImage("tools", "option-b")).toEqual(
      carbon("tools", "desktop", "debian12", { ...asTheyAre, creativeApps: "tools" }),
    )
  })

  it("have variants from phase 3 on", () => {
    expect(profileImage("base", "phase3", "server").variant).toBe("server")
    expect(() => profileImage("base", "phase2", "server")).toThrow(/no variant 'server'/)
  })
})
