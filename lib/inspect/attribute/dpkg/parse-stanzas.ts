/** A paragraph of a Debian control file (deb822(5)): of each field that was asked for, the first line of its value. */
export type Stanza = Readonly<Record<string, string>>

/**
 * Reads paragraphs of `Field: value`, as dpkg writes its status. Line by line where the text lies: an image has a status of
 * megabytes in each of its layers, and nine lines of ten are of no interest.
 */
export function parseStanzas(text: string, fields: ReadonlySet<string>): readonly Stanza[] {
  const initials = new Set(Array.from(fields, (field) => field.charCodeAt(0)))
  const stanzas: Stanza[] = []
  let stanza: Record<string, string> = {}
  const close = (): void => {
    if (Object.keys(stanza).length > 0) stanzas.push(stanza)
    stanza = {}
  }
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start)
    const end = newline < 0 ? text.length : newline
    if (end === start) close()
    else if (initials.has(text.charCodeAt(start))) {
      const line = text.slice(start, end)
      const colon = line.indexOf(":")
      const field = line.slice(0, Math.max(0, colon))
      if (fields.has(field)) stanza[field] = line.slice(colon + 1).trim()
    }
    start = end + 1
  }
  close()
  return stanzas
}
