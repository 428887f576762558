import { availableParallelism } from "node:os"
import { setTimeout } from "node:timers/promises"
import { type WorkerFunction, Workers } from "./workers.ts"

export interface WorkerOptions<Task, Result> {
  /** Threads to use, which stay; default: their own. */
  readonly workers?: Workers
  /** The function itself: this thread is then one of those that call it. It should not keep the thread for long at a time. */
  readonly here?: (task: Task) => Promise<Result>
  /** Time that this thread has to be done alone, which it is without others to start; only with `here`. Default none. */
  readonly aloneMilliseconds?: number
}

/**
 * Calls a module's function once for each task, in as many threads as there are processors. The first error stops all,
 * one that `onResult` throws too.
 * @param next gives the next task to a thread that has nothing to do, as long as there is one
 * @param onResult is given each result as it comes, with its task
 */
export async function eachInWorkers<Task, Result>(
  call: WorkerFunction,
  next: () => Task | undefined,
  onResult: (task: Task, result: Result) => void | Promise<void>,
  { workers: given, here, aloneMilliseconds = 0 }: WorkerOptions<Task, Result> = {},
): Promise<void> {
  const workers = given ?? new Workers()
  const inWorker = (task: Task): Promise<Result> => workers.call(call, task)
  const lane = async (run: (task: Task) => Promise<Result>): Promise<void> => {
    for (let task = next(); task !== undefined; task = next()) await onResult(task, await run(task))
  }
  const lanes = availableParallelism()
  const startOthers = (): Promise<unknown> =>
    Promise.all(Array.from({ length: here ? lanes - 1 : lanes }, () => lane(inWorker)))
  try {
    if (here && aloneMilliseconds > 0) {
      const own = lane(here)
      const isLong = Promise.race([own, setTimeout(aloneMilliseconds, undefined, { ref: false })])
      await Promise.all([own, isLong.then(startOthers)])
    } else {
      // The others first: they have to start.
      const others = startOthers()
      await Promise.all([others, here && lane(here)])
    }
    if (!given) workers.close()
  } catch (error) {
    await workers.stop()
    throw error
  }
}

/**
 * The same for all results at once, in the tasks' order.
 * @param order in which tasks are begun, by position: put the longest first
 */
export async function runInWorkers<Task, Result>(
  call: WorkerFunction,
  tasks: readonly Task[],
  {
    order = [...tasks.keys()],
    onDone,
    ...options
  }: Pick<WorkerOptions<Task, Result>, "workers"> & {
    readonly order?: readonly number[]
    readonly onDone?: () => void
  } = {},
): Promise<readonly Result[]> {
  const results = new Map<Task | undefined, Result>()
  const waiting = order.map((position) => tasks[position] as Task)
  await eachInWorkers<Task, Result>(
    call,
    () => waiting.shift(),
    (task, result) => {
      results.set(task, result)
      onDone?.()
    },
    options,
  )
  return tasks.map((task) => results.get(task) as Result)
}
