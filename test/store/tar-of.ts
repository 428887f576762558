import { padded, writeHeader } from "../../lib/tar/index.ts"

/** A tar of files: path -> content. */
export function tarOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const members = Object.entries(files).flatMap(([path, content]) => {
    const bytes = Buffer.from(content)
    return [writeHeader(path, bytes.length), bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]
  })
  return Buffer.concat([...members, Buffer.alloc(1024)])
}
