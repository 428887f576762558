import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { categories } from "../../../lib/ledger/index.ts"
import { families, familyOf } from "../../../lib/report/html/families.ts"
import { inspectionHtml } from "../../../lib/report/html/inspect-html.ts"
import { joinModules } from "../../../lib/report/html/join-modules.ts"
import { formatBytes, toInspection } from "../../../lib/report/index.ts"
import { formatShare } from "../../../lib/report/share.ts"
import { sampleLedger, sampleWaste } from "../support/sample.ts"

/** The page's script is checked as JavaScript of a browser, apart from the rest. */
const page: {
  formatBytes(bytes: number): string
  formatShare(part: number, whole: number): string
} = await import(new URL("../../../lib/report/html/page/format.js", import.meta.url).href)

describe("modules joined", () => {
  const modules: Readonly<Record<string, string>> = {
    "main.js": 'import { b } from "./b.js"\nimport { a } from "./a.js"\nshow(a + b)\n',
    "b.js": 'import {\n  a,\n} from "./a.js"\nexport const b = a + 1\n',
    "a.js": "export const a = 1\n",
  }
  const read = (file: string) => modules[file] ?? ""

  it("run like modules, each once and after what it imports", () => {
    const shown: number[] = []
    new Function("show", joinModules("main.js", read))((value: number) => shown.push(value))
    expect(shown).toEqual([3])
  })

  it("refuse a name taken twice, and a package that is not on the page", () => {
    const twice = joinModules("main.js", (file) => (file === "a.js" ? "export const a = 1\nconst b = 2\n" : read(file)))
    expect(() => new Function("show", twice)).toThrow(SyntaxError)
    expect(() => joinModules("x.js", () => 'import { x } from "left-pad"\n')).toThrow("left-pad")
  })
})

it("every category has one colour", () => {
  expect(families.flatMap((family) => family.categories).toSorted()).toEqual(categories.toSorted())
  expect(families[familyOf("gpu-library")]?.name).toBe("GPU libraries")
})

it("the page writes bytes and shares as other reports do", () => {
  const bytes = fc.oneof(fc.nat(3_000_000), fc.nat(2_000_000_000), fc.maxSafeNat())
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      expect(page.formatBytes(a)).toBe(formatBytes(a))
      expect(page.formatShare(a, b)).toBe(formatShare(a, b))
    }),
  )
})

describe("the file", () => {
  const html = inspectionHtml(sampleLedger, toInspection(sampleLedger, sampleWaste))

  it("is the same for the same ledger, and names nothing outside itself", () => {
    expect(inspectionHtml(sampleLedger, toInspection(sampleLedger, sampleWaste))).toBe(html)
    expect(html.match(/(?:src|href|url|action)\s*[=(]\s*["']?[^"')\s]+/g) ?? []).toEqual([])
    expect(html).toContain("default-src 'none'")
  })

  it("holds a path from the image as text", () => {
    expect(html).not.toContain("<b>data")
    expect(html).not.toContain("\u001b")
  })
})
