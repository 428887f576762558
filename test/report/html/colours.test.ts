import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { families } from "../../../lib/report/html/families.ts"

/** Numbers of a colour or a place in a colour space. */
type Three = readonly [number, number, number]

const css = readFileSync(new URL("../../../lib/report/html/page/page.css", import.meta.url), "utf8")

/** A variable's two colours. */
function colours(name: string): { readonly light: Three; readonly dark: Three } {
  const [, light = "", dark = ""] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? []
  const linear = (hex: string, at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  const rgb = (hex: string): Three => [linear(hex, 1), linear(hex, 3), linear(hex, 5)]
  return { light: rgb(light), dark: rgb(dark) }
}

/** What eyes see of linear RGB: Machado, Oliveira and Fernandes 2009, severity 1.0. */
const eyes: Readonly<Record<string, readonly [Three, Three, Three]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const dot = (a: Three, b: Three): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const luminance = (rgb: Three): number => dot([0.2126, 0.7152, 0.0722], rgb)

/** CIELAB, white D65. */
function lab(rgb: Three): Three {
  const part = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)
  const x = part(dot([0.4124, 0.3576, 0.1805], rgb) / 0.95047)
  const y = part(luminance(rgb))
  const z = part(dot([0.0193, 0.1192, 0.9505], rgb) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

function seen(rgb: Three, [r, g, b]: readonly [Three, Three, Three]): Three {
  const clamp = (value: number): number => Math.min(1, Math.max(0, value))
  return lab([clamp(dot(r, rgb)), clamp(dot(g, rgb)), clamp(dot(b, rgb))])
}

describe.each(["light", "dark"] as const)("colours of families, %s", (theme) => {
  const fills = families.map((_, number) => colours(`family-${number}`)[theme])

  it.each(Object.entries(eyes))("can be told apart: %s", (_, eye) => {
    const places = fills.map((fill) => seen(fill, eye))
    const distances = places.flatMap((a, index) =>
      places.slice(index + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
    )
    // 2.3 is what a practised eye just notices.
    expect(Math.min(...distances)).toBeGreaterThan(12)
  })

  it("carry their text: contrast of WCAG AA", () => {
    const text = luminance(colours("tile-text")[theme])
    for (const fill of fills) {
      const [low = 0, high = 0] = [text, luminance(fill)].sort((a, b) => a - b)
      expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
