import { availableParallelism } from "node:os"
import { type WorkerFunction, Workers } from "./workers.ts"

export interface WorkerOptions {
  /** Order in which tasks are begun, by position: put the longest first. */
  readonly order?: readonly number[]
  /** Threads to use, which stay; default: their own. */
  readonly workers?: Workers
}

/**
 * Calls a module's function once for each task, in as many threads as there are processors. The first error stops all,
 * one that `onResult` throws too.
 * @param onResult is given each result as it comes, with its task's position
 */
export async function eachInWorkers<Task, Result>(
  call: WorkerFunction,
  tasks: readonly Task[],
  onResult: (position: number, result: Result) => void,
  { order = tasks.map((_, position) => position), workers: given }: WorkerOptions = {},
): Promise<void> {
  const workers = given ?? new Workers()
  const waiting = [...order]
  const lanes = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, async () => {
    for (let position = waiting.shift(); position !== undefined; position = waiting.shift())
      onResult(position, await workers.call<Task | undefined, Result>(call, tasks[position]))
  })
  try {
    await Promise.all(lanes)
    if (!given) workers.close()
  } catch (error) {
    await workers.stop()
    throw error
  }
}

/** The same for all results at once, in the tasks' order. */
export async function runInWorkers<Task, Result>(
  call: WorkerFunction,
  tasks: readonly Task[],
  { onDone, ...options }: WorkerOptions & { readonly onDone?: () => void } = {},
): Promise<readonly Result[]> {
  const results = new Array<Result>(tasks.length)
  await eachInWorkers<Task, Result>(
    call,
    tasks,
    (position, result) => {
      results[position] = result
      onDone?.()
    },
    options,
  )
  return results
}
