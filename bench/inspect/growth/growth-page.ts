import { cpus } from "node:os"

/** `strata inspect` of one archive. */
export interface GrowthPoint {
  readonly entries: number
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakBytes: number
}

/** Peak of memory that a million entries may take, in bytes. */
export const mostBytesPerMillion = 400e6

const millions = ({ entries }: GrowthPoint): number => entries / 1e6

function row(point: GrowthPoint): string {
  const { entries, seconds, cpuSeconds, peakBytes } = point
  const each = (value: number, digits: number): string => (value / millions(point)).toFixed(digits)
  const cells = [
    entries.toLocaleString("en"),
    `${seconds.toFixed(2)} s`,
    `${cpuSeconds.toFixed(2)} s`,
    `${each(cpuSeconds, 2)} s`,
    `${(peakBytes / 1e6).toFixed(0)} MB`,
    `${each(peakBytes / 1e6, 0)} MB`,
  ]
  return `| ${cells.join(" | ")} |`
}

/** A chart that GitHub draws. Its x axis has names at equal distances, so there is a point for each half million. */
function chart(
  title: string,
  unit: string,
  points: readonly GrowthPoint[],
  measure: (point: GrowthPoint) => number,
): string {
  const most = Math.max(...points.map(measure))
  const last = Math.max(...points.map(millions))
  return `\`\`\`mermaid
xychart-beta
  title "${title}"
  x-axis "million entries" 0 --> ${last}
  y-axis "${unit}" 0 --> ${Math.ceil(most)}
  line [${interpolated(points, measure)
    .map((value) => value.toFixed(2))
    .join(", ")}]
\`\`\``
}

/** Steps of the drawn line. The axis of such a chart is a list, and measured points are not at equal distances. */
const steps = 20

/** The line through the points, from nothing on, at equal distances. */
function interpolated(points: readonly GrowthPoint[], measure: (point: GrowthPoint) => number): readonly number[] {
  const known = points.map((point) => [millions(point), measure(point)] as const).sort(([a], [b]) => a - b)
  const [last = 0] = known.at(-1) ?? []
  return Array.from({ length: steps + 1 }, (_, step) => {
    const at = (last * step) / steps
    const after = known.find(([x]) => x >= at) ?? [last, 0]
    const before = known.filter(([x]) => x < at).at(-1) ?? [0, known[0]?.[1] ?? 0]
    const share = after[0] === before[0] ? 1 : (at - before[0]) / (after[0] - before[0])
    return before[1] + Math.max(0, Math.min(1, share)) * (after[1] - before[1])
  })
}

/** The page of the documentation, made from what was measured. */
export function growthPage(points: readonly GrowthPoint[], command: string): string {
  return `# Time and memory of \`strata inspect\` by entries

Written by \`${command}\`: docker archives of so many files of 500 bytes in four plain layers, inspected by the packed command
(${cpus().length} processors, Node ${process.version}). CPU is user and system time of all threads; memory is the largest resident set.

| entries | wall | CPU | CPU a million | memory | memory a million |
| ---: | ---: | ---: | ---: | ---: | ---: |
${points.map(row).join("\n")}

${chart("CPU", "seconds", points, ({ cpuSeconds }) => cpuSeconds)}

${chart("Peak of memory", "MB", points, ({ peakBytes }) => peakBytes / 1e6)}
`
}
