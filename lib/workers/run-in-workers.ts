import { availableParallelism } from "node:os"
import { type WorkerFunction, Workers } from "./workers.ts"

export interface WorkerOptions<Task, Result> {
  /** Threads to use, which stay; default: their own. */
  readonly workers?: Workers
  /** The function itself: this thread is then one of those that call it. It should not keep the thread for long at a time. */
  readonly here?: (task: Task) => Promise<Result>
}

/**
 * Calls a module's function once for each task, in as many threads as there are processors. The first error stops all,
 * one that `onResult` throws too.
 * @param tasks are asked for as threads get to them
 * @param onResult is given each result as it comes, with its task
 */
export async function eachInWorkers<Task, Result>(
  call: WorkerFunction,
  tasks: Iterable<Task>,
  onResult: (task: Task, result: Result) => void | Promise<void>,
  { workers: given, here }: WorkerOptions<Task, Result> = {},
): Promise<void> {
  const workers = given ?? new Workers()
  const waiting = tasks[Symbol.iterator]()
  const inWorker = (task: Task): Promise<Result> => workers.call(call, task)
  const lane = async (run: (task: Task) => Promise<Result>): Promise<void> => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) await onResult(next.value, await run(next.value))
  }
  const lanes = availableParallelism()
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
  const inOrder = order.map((position) => tasks[position] as Task)
  await eachInWorkers<Task, Result>(
    call,
    inOrder,
    (task, result) => {
      results.set(task, result)
      onDone?.()
    },
    options,
  )
  return tasks.map((task) => results.get(task) as Result)
}
