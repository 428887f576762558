const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]
const blank = 0x20

/** Place behind the closing quote of a string that begins at `start`. */
function stringEnd(json: Uint8Array, start: number): number {
  let at = start + 1
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1
  return Math.min(at + 1, json.length)
}

function parseString(json: Buffer, start: number, end: number): string | undefined {
  try {
    return JSON.parse(json.toString("utf8", start, end))
  } catch {
    return undefined
  }
}

/**
 * Texts that an object has under some names, in JSON of which nothing behind the last of them is read: thousands of manifests
 * are asked for two words each. A name that comes twice counts where it comes first; what is no object has none.
 */
export function jsonTexts<Name extends string>(
  json: Buffer,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const found: Partial<Record<Name, string>> = {}
  let missing = names.length
  let depth = 0
  let isKey = false
  let name: Name | undefined
  let at = 0
  while (at < json.length && (json[at] as number) <= blank) at++
  if (json[at] !== openBrace) return found
  while (at < json.length && missing > 0) {
    const byte = json[at]
    if (byte === quote) {
      const end = stringEnd(json, at)
      if (depth === 1) {
        const text = isKey || name !== undefined ? parseString(json, at, end) : undefined
        if (isKey) name = names.find((each) => each === text && found[each] === undefined)
        else if (name !== undefined && text !== undefined) {
          found[name] = text
          missing--
        }
      }
      at = end
      continue
    }
    if (byte === openBrace || byte === openBracket) {
      depth++
      isKey = depth === 1
    } else if (byte === closeBrace || byte === closeBracket) {
      depth--
      if (depth === 0) break
    } else if (depth === 1 && byte === comma) isKey = true
    else if (depth === 1 && byte === colon) isKey = false
    at++
  }
  return found
}
