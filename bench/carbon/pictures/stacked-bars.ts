import { escapeHtml } from "../../../lib/report/html/escape-html.ts"
import { formatBytes } from "../../../lib/text/bytes.ts"

/** A kind of bytes, and its colour on light and on dark ground. */
export interface Series {
  readonly name: string
  readonly colours: readonly [light: string, dark: string]
}

export interface Bar {
  readonly name: string
  /** Bytes of each series. */
  readonly parts: readonly number[]
}

/** Bars that stand together below a heading. */
export interface BarGroup {
  readonly name: string
  readonly bars: readonly Bar[]
}

const width = 860
const left = 150
const right = 80
const [barHeight, rowHeight, headingHeight] = [16, 22, 30]
const [legendColumns, legendRow] = [3, 20]

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
const round = (pixels: number): number => Math.round(pixels * 10) / 10

function legend(series: readonly Series[]): string {
  const column = (width - 20) / legendColumns
  return series
    .map(({ name }, number) => {
      const [x, y] = [10 + column * (number % legendColumns), 8 + legendRow * Math.floor(number / legendColumns)]
      return `<rect class="s${number}" x="${round(x)}" y="${y}" width="12" height="12"/><text x="${round(x + 18)}" y="${y + 10}">${escapeHtml(name)}</text>`
    })
    .join("\n")
}

function row({ name, parts }: Bar, series: readonly Series[], top: number, pixelsPerByte: number): string {
  const text = top + barHeight - 4
  let x = left
  const pieces = parts.map((bytes, number) => {
    const [from, wide] = [x, bytes * pixelsPerByte]
    x += wide
    if (bytes === 0) return ""
    const title = `${series[number]?.name ?? ""}: ${formatBytes(bytes)}`
    return `<rect class="s${number}" x="${round(from)}" y="${top}" width="${round(wide)}" height="${barHeight}"><title>${escapeHtml(title)}</title></rect>`
  })
  return [
    `<text class="name" x="${left - 8}" y="${text}">${escapeHtml(name)}</text>`,
    ...pieces.filter((piece) => piece !== ""),
    `<text x="${round(x + 6)}" y="${text}">${formatBytes(sum(parts))}</text>`,
  ].join("\n")
}

/** Bars of bytes on one scale, from nothing; it follows the reader's dark or light setting. */
export function stackedBars(title: string, series: readonly Series[], groups: readonly BarGroup[]): string {
  const most = Math.max(1, ...groups.flatMap(({ bars }) => bars.map(({ parts }) => sum(parts))))
  const pixelsPerByte = (width - left - right) / most
  let y = 8 + legendRow * Math.ceil(series.length / legendColumns)
  const drawn = groups.flatMap(({ name, bars }) => {
    const heading = `<text class="heading" x="10" y="${y + headingHeight - 10}">${escapeHtml(name)}</text>`
    y += headingHeight
    const rows = bars.map((bar, number) => row(bar, series, y + number * rowHeight, pixelsPerByte))
    y += bars.length * rowHeight
    return [heading, ...rows]
  })
  const colours = (ground: 0 | 1): string =>
    series.map(({ colours }, number) => `.s${number}{fill:${colours[ground]}}`).join("")
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 8}" role="img" aria-label="${escapeHtml(title)}">`,
    `<style>text{font:12px sans-serif;fill:#333}.name{text-anchor:end}.heading{font-weight:bold}${colours(0)}`,
    `@media(prefers-color-scheme:dark){text{fill:#ddd}${colours(1)}}</style>`,
    legend(series),
    ...drawn,
    "</svg>",
  ].join("\n")}\n`
}
