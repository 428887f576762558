import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { join } from "node:path"
import type { StoredLayer } from "../../../lib/engine/store/types.ts"
import type { Entry } from "./entry.ts"
import { entryOf, fieldsOf, records } from "./fields.ts"
import { parseGnuTar } from "./parse-gnu-tar.ts"

/** A program that lists the tar on its standard input. */
interface TarReader {
  readonly name: string
  readonly command: readonly [program: string, ...args: readonly string[]]
  readonly parse: (text: string) => readonly Entry[]
}

export const tarReaders: readonly TarReader[] = [
  {
    name: "Python's tarfile",
    command: ["python3", join(import.meta.dirname, "list_tar.py")],
    parse: (text) => [...records(fieldsOf(text), 7)].map(entryOf),
  },
  {
    name: "GNU tar",
    command: ["tar", "--list", "--verbose", "--numeric-owner", "--quoting-style=c", "--full-time", "--file=-"],
    parse: parseGnuTar,
  },
]

function start({ name, command: [program, ...args], parse }: TarReader) {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, LC_ALL: "C" } })
  const chunks: Buffer[] = []
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk))
  const ended = once(child, "close").then(([code]) => {
    if (code !== 0) throw new Error(`${name} ended with ${code}`)
    return parse(Buffer.concat(chunks).toString("utf8"))
  })
  return { input: child.stdin, ended }
}

/**
 * Entries of a layer as each of `tarReaders` lists them, all from one pass over the layer's exact tar.
 * @throws Error where the tar is not what its digest says, or a reader fails
 */
export async function readLayer(layer: StoredLayer): Promise<readonly (readonly Entry[])[]> {
  const hash = createHash("sha256")
  const running = tarReaders.map(start)
  for await (const chunk of layer.tar()) {
    hash.update(chunk)
    await Promise.all(running.map(({ input }) => input.write(chunk) || once(input, "drain")))
  }
  for (const { input } of running) input.end()
  const digest = `sha256:${hash.digest("hex")}`
  if (digest !== layer.diffId) throw new Error(`the tar of ${layer.diffId} is ${digest}`)
  return Promise.all(running.map(({ ended }) => ended))
}
