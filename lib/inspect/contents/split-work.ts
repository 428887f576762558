import type { ReadTask, Wish } from "./read-task.ts"
import { wishes } from "./wishes.ts"

/** Bytes that a wish reads. Of an object's headers few: a guess that only shares out work. */
const objectBytes = 100_000

export function bytesRead({ wish, bytes }: Wish): number {
  return (wish & wishes.hash ? bytes : 0) + (wish & wishes.object ? Math.min(bytes, objectBytes) : 0)
}

/** Cuts a task in pieces of about `most` bytes to read, for layers whose contents can be read at random. */
export function splitTask(task: ReadTask, most: number): readonly ReadTask[] {
  const pieces: Wish[][] = []
  let filled = most
  for (const wish of task.wanted) {
    if (filled >= most) {
      pieces.push([])
      filled = 0
    }
    pieces.at(-1)?.push(wish)
    filled += bytesRead(wish)
  }
  return pieces.map((wanted) => ({ ...task, wanted }))
}
