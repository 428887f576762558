import { spawn } from "node:child_process"
import { Readable } from "node:stream"

/**
 * What a program writes of what it is given on its standard input. It is stopped when the reader stops early.
 * @throws the source's error; the program's (`ENOENT` where it is not installed); an Error where it ends badly
 */
export async function* throughCommand(
  source: AsyncIterable<Buffer>,
  program: string,
  args: readonly string[],
): AsyncGenerator<Buffer> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] })
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with exit code ${code}`)),
    )
  })
  ended.catch(() => {})
  const input = Readable.from(source, { objectMode: false, highWaterMark: 1 << 20 })
  let failed: { readonly error: Error } | undefined
  input.once("error", (error) => {
    failed = { error }
    child.kill()
  })
  // A program that stops reading has its own reason, which its exit code tells.
  child.stdin.on("error", () => {})
  input.pipe(child.stdin)
  try {
    yield* child.stdout as AsyncIterable<Buffer>
    await ended
  } catch (error) {
    throw failed?.error ?? error
  } finally {
    child.kill()
    input.destroy()
  }
}
