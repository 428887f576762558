interface SourceLine {
  readonly uri: string
  readonly suite: string
  readonly components: string
}

function parseLine(line: string): SourceLine | undefined {
  const match = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.+)$/.exec(line.trim())
  return match ? { uri: match[1] ?? "", suite: match[2] ?? "", components: (match[3] ?? "").trim() } : undefined
}

/**
 * One-line apt sources as the official Debian images write theirs: a deb822 stanza for each archive, signed by the
 * distribution's own keys.
 */
export function deb822(sourcesList: string): string {
  const lines = sourcesList.split("\n").flatMap((line) => parseLine(line) ?? [])
  const archives = new Map<string, SourceLine[]>()
  for (const line of lines) {
    const key = `${line.uri}\n${line.components}`
    archives.set(key, [...(archives.get(key) ?? []), line])
  }
  return [...archives.values()]
    .map((group) =>
      [
        "Types: deb",
        `URIs: ${group[0]?.uri}`,
        `Suites: ${group.map((line) => line.suite).join(" ")}`,
        `Components: ${group[0]?.components}`,
        "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg",
        "",
      ].join("\n"),
    )
    .join("\n")
}
