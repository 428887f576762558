import { formatBytes } from "../text/bytes.ts"
import { printable } from "../text/printable.ts"
import type { Trend } from "./trends.ts"

const width = 720
const chartHeight = 120
const margin = { top: 28, right: 16, bottom: 24, left: 84 }
const rowHeight = margin.top + chartHeight + margin.bottom

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
function escaped(text: string): string {
  return printable(text).replace(/[&<>"]/g, (each) => entities[each] ?? each)
}

const round = (number: number): number => Math.round(number * 10) / 10

/** One image: a line over time, from nothing, so that a little more does not look like much more. */
function panel({ image, points }: Trend, top: number): string {
  const times = points.map(({ time }) => Date.parse(time))
  const [first = 0, last = 0] = [times[0], times.at(-1)]
  const most = Math.max(1, ...points.map(({ unpackedBytes }) => unpackedBytes))
  const x = (time: number): number =>
    round(margin.left + ((width - margin.left - margin.right) * (time - first)) / Math.max(1, last - first))
  const y = (bytes: number): number => round(top + margin.top + chartHeight * (1 - bytes / most))
  const places = points.map((point, index) => ({ ...point, x: x(times[index] ?? 0), y: y(point.unpackedBytes) }))
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10)
  const bottom = y(0)
  return [
    `<text class="name" x="${margin.left}" y="${top + 16}">${escaped(image)}</text>`,
    `<line x1="${margin.left}" y1="${bottom}" x2="${width - margin.right}" y2="${bottom}"/>`,
    `<text class="size" x="${margin.left - 8}" y="${y(most) + 4}">${formatBytes(most)}</text>`,
    `<text class="size" x="${margin.left - 8}" y="${bottom + 4}">0</text>`,
    `<text x="${margin.left}" y="${bottom + 16}">${day(first)}</text>`,
    `<text class="size" x="${width - margin.right}" y="${bottom + 16}">${day(last)}</text>`,
    `<polyline points="${places.map((place) => `${place.x},${place.y}`).join(" ")}"/>`,
    ...places.map(
      (place) =>
        `<circle cx="${place.x}" cy="${place.y}" r="3"><title>${escaped(
          [place.time.slice(0, 16).replace("T", " "), formatBytes(place.unpackedBytes), place.label]
            .filter((part) => part !== undefined)
            .join(", "),
        )}</title></circle>`,
    ),
  ].join("\n")
}

/** A history as one picture, unpacked sizes over time; it follows the reader's dark or light setting. */
export function historySvg(of: readonly Trend[]): string {
  const height = Math.max(1, of.length) * rowHeight
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Unpacked sizes of images over time">`,
    "<style>text{font:12px sans-serif;fill:#333}.name{font-weight:bold}.size{text-anchor:end}line{stroke:#999}",
    "polyline{fill:none;stroke:#0969da;stroke-width:2}circle{fill:#0969da}",
    "@media(prefers-color-scheme:dark){text{fill:#ddd}polyline{stroke:#58a6ff}circle{fill:#58a6ff}}</style>",
    ...of.map((each, index) => panel(each, index * rowHeight)),
    "</svg>",
  ].join("\n")}\n`
}
