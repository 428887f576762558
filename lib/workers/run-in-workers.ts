import { availableParallelism } from "node:os"
import { Worker } from "node:worker_threads"
import { StrataError } from "../errors/index.ts"

/** A function that a module exports, to be called in another thread: plain data in, plain data out. */
export interface WorkerFunction {
  /** `import.meta.url` of the module. */
  readonly module: string
  readonly name: string
}

/** What a worker answers. */
type Answer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: Error; readonly problems?: StrataError["problems"] }

/** Said to a worker in the place of a task: nothing more comes. */
const over = "over"
/**
 * How long a worker then rests, more than V8 takes to compile a function: while it compiles one of a thread that ends, Node
 * 20 aborts the whole process ("Assertion failed: (data.first) != nullptr").
 */
const restMilliseconds = 200

/**
 * A worker's first lines. In a checkout modules are TypeScript, which needs the loader that the command line itself runs
 * through; packed, they are plain JavaScript.
 */
const bootstrap = `
const { parentPort, workerData } = require("node:worker_threads")
const { createRequire } = require("node:module")
async function load(url) {
  if (!url.endsWith(".ts")) return import(url)
  const { createJiti } = createRequire(url)("jiti")
  return createJiti(url, { interopDefault: false, fsCache: workerData.cache }).import(url)
}
/** Arrays are handed over with their memory instead of copied; Buffers may share theirs with others. */
function owned(value, found = new Set()) {
  if (ArrayBuffer.isView(value)) {
    if (!Buffer.isBuffer(value) && value.byteOffset === 0 && value.buffer instanceof ArrayBuffer) found.add(value.buffer)
  } else if (value !== null && typeof value === "object") for (const part of Object.values(value)) owned(part, found)
  return found
}
const run = load(workerData.module).then((loaded) => loaded[workerData.name])
parentPort.on("message", async (task) => {
  if (task === workerData.over) return setTimeout(() => parentPort.close(), workerData.restMilliseconds)
  try {
    const result = await (await run)(task)
    parentPort.postMessage({ ok: true, result }, [...owned(result)])
  } catch (error) {
    // A class does not survive the way between threads; its problems, being data, do.
    parentPort.postMessage({ ok: false, error, problems: error && error.problems })
  }
})
`

function startWorker({ module, name }: WorkerFunction): Worker {
  // The loader's cache, as bin/strata.js names it.
  const cache = module.endsWith(".ts")
    ? new URL("../../node_modules/.cache/strata", import.meta.url).pathname
    : undefined
  return new Worker(bootstrap, { eval: true, workerData: { module, name, cache, over, restMilliseconds } })
}

/**
 * Lets a thread go that has nothing more to do. It ends by itself, and not at once (`restMilliseconds`); it does not keep
 * the process.
 */
function letGo(worker: Worker): void {
  worker.unref()
  worker.postMessage(over)
}

function ask(worker: Worker, task: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void): void => {
      worker.off("message", onMessage)
      worker.off("error", onError)
      worker.off("exit", onExit)
      done()
    }
    const onMessage = (answer: Answer): void =>
      settle(() => {
        if (answer.ok) resolve(answer.result)
        else reject(answer.problems ? new StrataError(answer.problems) : answer.error)
      })
    const onError = (error: Error): void => settle(() => reject(error))
    const onExit = (code: number): void => settle(() => reject(new Error(`a worker ended with exit code ${code}`)))
    worker.on("message", onMessage)
    worker.on("error", onError)
    worker.on("exit", onExit)
    worker.postMessage(task)
  })
}

export interface WorkerOptions {
  /** Order in which tasks are begun, by position: put the longest first. */
  readonly order?: readonly number[]
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
  { order = tasks.map((_, position) => position) }: WorkerOptions = {},
): Promise<void> {
  const waiting = [...order]
  const workers = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, () => startWorker(call))
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let position = waiting.shift(); position !== undefined; position = waiting.shift())
          onResult(position, (await ask(worker, tasks[position])) as Result)
        letGo(worker)
      }),
    )
  } catch (error) {
    await Promise.all(workers.map((worker) => worker.terminate()))
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
