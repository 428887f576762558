type Labels = Readonly<Record<string, string | undefined>>

/** Gauges of one name; those without any sample are left out. */
export interface MetricFamily {
  readonly name: string
  readonly unit?: "bytes" | "seconds"
  readonly help: string
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[]
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")
}

function labels(values: Labels): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${escapeLabel(value)}"`],
  )
  return `{${pairs.join(",")}}`
}

/** Gauges as OpenMetrics 1.0 text, for a Prometheus that reads files or a push gateway. */
export function formatFamilies(families: readonly MetricFamily[]): string {
  const lines = families
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, unit, help, samples }) => [
      `# TYPE ${name} gauge`,
      ...(unit ? [`# UNIT ${name} ${unit}`] : []),
      `# HELP ${name} ${help}`,
      ...samples.map((sample) => `${name}${labels(sample.labels)} ${sample.value}`),
    ])
  return `${[...lines, "# EOF"].join("\n")}\n`
}
