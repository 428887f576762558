/** A builder of buildx's, as far as a build has to know it. */
export interface Builder {
  readonly name: string
  /** `docker` is a Docker daemon itself; the others (`docker-container`, `kubernetes`, `remote`...) run BuildKit alone. */
  readonly driver: string
  /** Where its nodes are; for `docker` the name of a Docker context. */
  readonly endpoints: readonly string[]
  /** What its nodes build, e.g. `linux/amd64`. Empty for a builder that does not run yet. */
  readonly platforms: readonly string[]
}

/** Reads what `buildx inspect` prints: a block about the builder, then one for each node. */
export function parseBuilder(text: string): Builder {
  const fields = text.split("\n").flatMap((line) => {
    const match = /^(Name|Driver|Endpoint|Platforms):\s+(.*\S)/.exec(line)
    return match ? [{ name: match[1], value: match[2] ?? "" }] : []
  })
  const all = (name: string) => fields.filter((field) => field.name === name).map(({ value }) => value)
  const platforms = all("Platforms").flatMap((value) => value.split(",").map((one) => one.trim().replace(/\*$/, "")))
  return {
    name: all("Name")[0] ?? "",
    driver: all("Driver")[0] ?? "",
    endpoints: all("Endpoint"),
    platforms: [...new Set(platforms)],
  }
}

/** Names of the builders in what `buildx ls` prints: lines of nodes are indented or begin with `\_`. */
export function parseBuilderNames(text: string): readonly string[] {
  const [, ...lines] = text.split("\n")
  return lines.flatMap((line) => {
    const name = /^[^\s\\]\S*/.exec(line)?.[0]
    return name === undefined ? [] : [name.replace(/\*$/, "")]
  })
}
