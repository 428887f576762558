import { readFileSync } from "node:fs"
import { join } from "node:path"
import { categories } from "../../../lib/ledger/index.ts"
import { families, familyOf } from "../../../lib/report/html/families.ts"
import { type Case, cases, type Role } from "../cases.ts"
import type { CategoryBytes } from "../look-inside.ts"
import { images, type Results } from "../tables/known.ts"
import { type Bar, type Series, stackedBars } from "./stacked-bars.ts"

const styles = join(import.meta.dirname, "../../../lib/report/html/page/page.css")

/** The families of the report, in the colours that its page gives them. */
function familySeries(): readonly Series[] {
  const css = readFileSync(styles, "utf8")
  return families.map(({ name }, number) => {
    const [, light, dark] = new RegExp(`--family-${number}: light-dark\\((\\S+), (\\S+)\\)`).exec(css) ?? []
    if (light === undefined || dark === undefined) throw new Error(`page.css has no --family-${number}`)
    return { name, colours: [light, dark] }
  })
}

/** Bytes of each family of categories. */
export function familyParts(bytes: CategoryBytes): readonly number[] {
  const parts = families.map(() => 0)
  for (const category of categories) {
    const family = familyOf(category)
    parts[family] = (parts[family] ?? 0) + (bytes[category] ?? 0)
  }
  return parts
}

function nameOf({ role, variant }: Case): string {
  switch (role) {
    case "legacy":
      return "as it was"
    case "family":
      return `now: ${variant}`
    case "lazy":
      return `now: ${variant}, lazy`
    case "tensorflow":
      return `TensorFlow: ${variant}`
    case "only-optionalDesktop":
      return role
    default:
      return variant === "desktop" ? role : `${role}: ${variant}`
  }
}

/** From what was, by strategies alone and the plan's phases, to what is now. */
const order: readonly Role[] = [
  "legacy",
  "only-npm",
  "only-pythonCaches",
  "only-cuda",
  "only-optionalDesktop",
  "option-b",
  "option-c",
  "phase1",
  "phase2",
  "phase3",
  "family",
  "lazy",
  "tensorflow",
]

/** What the bytes of each measured image are for. */
export function reductionPicture(results: Results): string {
  const groups = images.map((image) => {
    const bars = cases
      .filter((which) => which.image === image)
      .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
      .flatMap((which): readonly Bar[] => {
        const bytes = results(which)?.categories
        return bytes ? [{ name: nameOf(which), parts: familyParts(bytes) }] : []
      })
    return { name: `carbon-${image}`, bars }
  })
  const title = "What the unpacked bytes of the Carbon images are for, as they were, on the way and now"
  return stackedBars(
    title,
    familySeries(),
    groups.filter(({ bars }) => bars.length > 0),
  )
}
