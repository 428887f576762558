/** A paragraph of a Debian control file (deb822(5)): the first line of each field that was asked for. */
export type Stanza = Readonly<Record<string, string>>

/**
 * Reads paragraphs of `Field: value`, as dpkg writes its status.
 */
export function parseStanzas(text: string, fields: ReadonlySet<string>): readonly Stanza[] {
  const stanzas: Stanza[] = []
  for (const paragraph of text.split(/\n\n+/)) {
    const stanza: Record<string, string> = {}
    for (const line of paragraph.split("\n")) {
      const colon = line.indexOf(":")
      if (colon <= 0 || line.charCodeAt(0) <= 0x20) continue
      const field = line.slice(0, colon)
      if (fields.has(field)) stanza[field] = line.slice(colon + 1).trim()
    }
    if (Object.keys(stanza).length > 0) stanzas.push(stanza)
  }
  return stanzas
}
