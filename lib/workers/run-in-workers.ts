import { availableParallelism } from "node:os"
import { type WorkerFunction, Workers } from "./workers.ts"

export interface WorkerOptions<Task, Result> {
  /** Order in which tasks are begun, by position: put the longest first. */
  readonly order?: readonly number[]
  /** Threads to use, which stay; default: their own. */
  readonly workers?: Workers
  /** The function itself: this thread is then one of those that call it. It should not keep the thread for long at a time. */
  readonly here?: (task: Task) => Promise<Result>
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
  { order = tasks.map((_, position) => position), workers: given, here }: WorkerOptions<Task, Result> = {},
): Promise<void> {
  const workers = given ?? new Workers()
  const waiting = [...order]
  const inWorker = (task: Task): Promise<Result> => workers.call(call, task)
  const lane = async (run: (task: Task) => Promise<Result>): Promise<void> => {
    for (let position = waiting.shift(); position !== undefined; position = waiting.shift())
      onResult(position, await run(tasks[position] as Task))
  }
  const lanes = Math.min(availableParallelism(), tasks.length)
  // The others first: they have to start.
  const all = Array.from({ length: here ? lanes - 1 : lanes }, () => lane(inWorker))
  try {
    await Promise.all(here ? [...all, lane(here)] : all)
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
  { onDone, ...options }: WorkerOptions<Task, Result> & { readonly onDone?: () => void } = {},
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
