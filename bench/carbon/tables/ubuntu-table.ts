import { markdownTable } from "../../../lib/report/markdown.ts"
import { formatBytes } from "../../../lib/text/bytes.ts"
import data from "../ubuntu-sizes.json" with { type: "json" }
import { change } from "./words.ts"

type Range = readonly [low: number, high: number]

function add(...parts: readonly (readonly number[])[]): Range {
  const total = (end: 0 | 1): number => parts.reduce((sum, part) => sum + (part[end] ?? 0), 0)
  return [total(0), total(1)]
}

function show([low, high]: Range): string {
  return low === high ? formatBytes(low) : `${formatBytes(low)} to ${formatBytes(high)}`
}

const { images, secondToolkit, wheels } = data
const legacy = add(images["12.1.1-cudnn8-devel"], secondToolkit)
const torch = wheels["torch with its CUDA"]

/** What CUDA, and torch that brings it, weigh in each image on Ubuntu. */
const rows: readonly (readonly [string, Range, Range])[] = [
  ["base, tools", legacy, add(images["12.1.1-cudnn8-runtime"])],
  ["compute", add(legacy, torch, wheels["another CUDA beside it, with cuDNN 8"]), add(images["12.1.1-base"], torch)],
]

/** Computed from recorded sizes, not measured: NVIDIA's images cannot be had where this is written. */
export function ubuntuTable(): string {
  return markdownTable(
    [
      { title: "image" },
      { title: "legacy, computed", right: true },
      { title: "now, computed", right: true },
      { title: "change", right: true },
    ],
    rows.map(([image, before, after]) => {
      const changes = [...new Set([change(after[1], before[0]), change(after[0], before[1])])]
      return [image, show(before), show(after), changes.join(" to ")]
    }),
  )
}
