import { markdownCode, markdownTable } from "../../../lib/report/markdown.ts"
import type { CarbonImage, CarbonVariant } from "../../../pipelines/carbon/legacy/contribution.ts"
import {
  type ProfileName,
  planNow,
  planTarget,
  profile,
  profileNames,
} from "../../../pipelines/carbon/legacy/profiles.ts"
import { cases } from "../cases.ts"
import { find, type Results } from "./known.ts"
import { change, notMeasured, unpacked } from "./words.ts"

/** Profiles whose desktop variant another one's is: the same strategies, or one more that changes no desktop. */
const sameDesktop: Readonly<Partial<Record<ProfileName, ProfileName>>> = { "option-a": "phase1", phase3: "phase2" }

interface Row {
  readonly name: ProfileName
  readonly image: CarbonImage
  readonly variant: CarbonVariant
}

/** What a profile's cases measure. */
function rowsOf(name: ProfileName): readonly Row[] {
  return cases
    .filter(({ role, variant }) => role === name || (variant === "desktop" && role === sameDesktop[name]))
    .map(({ image, variant }) => ({ name, image, variant }))
}

/** The plan's words for a profile; its targets are what all three phases are to reach. */
function expectedChange({ name, image, variant }: Row): string {
  const { images: sizes, variants } = profile(name).expected
  const only = image === "base" ? variants?.[variant] : undefined
  const whole = name === "phase3" ? ([planTarget[image], planTarget[image]] as const) : undefined
  const [low, high] = only === undefined ? (sizes[image] ?? whole ?? []) : [only, only]
  if (low === undefined || high === undefined) return "none given"
  return [...new Set([change(high, planNow[image]), change(low, planNow[image])])].join(" to ")
}

function cells(results: Results, row: Row): readonly string[] {
  const { name, image, variant } = row
  const role = variant === "desktop" ? (sameDesktop[name] ?? name) : name
  const [before, after] = [find(results, "legacy", image)?.metrics, find(results, role, image, variant)?.metrics]
  return [
    markdownCode(name),
    `${image} ${variant}`,
    expectedChange(row),
    unpacked(after),
    before && after ? change(after.unpackedBytes, before.unpackedBytes) : notMeasured,
  ]
}

/** The plan's phases and options, each in the images it was measured in. */
export function profileTable(results: Results): string {
  return markdownTable(
    [
      { title: "profile" },
      { title: "image" },
      { title: "plan", right: true },
      { title: "size", right: true },
      { title: "change", right: true },
    ],
    profileNames.flatMap(rowsOf).map((row) => cells(results, row)),
  )
}
