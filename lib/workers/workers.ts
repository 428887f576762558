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
const loaded = new Map()
function load(url) {
  if (!url.endsWith(".ts")) return import(url)
  const { createJiti } = createRequire(url)("jiti")
  const module = loaded.get(url) ?? createJiti(url, { interopDefault: false, fsCache: workerData.cache }).import(url)
  loaded.set(url, module)
  return module
}
/** Arrays are handed over with their memory instead of copied; Buffers may share theirs with others. */
function owned(value, found = new Set()) {
  if (ArrayBuffer.isView(value)) {
    if (!Buffer.isBuffer(value) && value.byteOffset === 0 && value.buffer instanceof ArrayBuffer) found.add(value.buffer)
  } else if (value !== null && typeof value === "object") for (const part of Object.values(value)) owned(part, found)
  return found
}
parentPort.on("message", async (asked) => {
  if (asked === workerData.over) return setTimeout(() => parentPort.close(), workerData.restMilliseconds)
  try {
    const result = await (await load(asked.module))[asked.name](asked.task)
    parentPort.postMessage({ ok: true, result }, [...owned(result)])
  } catch (error) {
    // A class does not survive the way between threads; its problems, being data, do.
    parentPort.postMessage({ ok: false, error, problems: error && error.problems })
  }
})
`

/** The loader's cache, as bin/strata.js names it. */
const cache = new URL("../../node_modules/.cache/strata", import.meta.url).pathname

function startWorker(): Worker {
  return new Worker(bootstrap, { eval: true, workerData: { cache, over, restMilliseconds } })
}

/**
 * Lets a thread go that has nothing more to do. It ends by itself, and not at once (`restMilliseconds`); it does not keep
 * the process.
 */
function letGo(worker: Worker): void {
  worker.unref()
  worker.postMessage(over)
}

function ask(worker: Worker, asked: WorkerFunction & { readonly task: unknown }): Promise<unknown> {
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
    worker.postMessage(asked)
  })
}

/**
 * Threads that call functions of modules: started as they are needed, at most one for each processor, and kept until they
 * are let go, so that what comes next finds them warm.
 */
export class Workers {
  readonly #all = new Set<Worker>()
  readonly #idle: Worker[] = []
  readonly #waiting: ((worker: Worker) => void)[] = []
  readonly #onStarted: () => void
  /** Threads that do not run yet. */
  #starting = 0

  /** @param onStarted is called when all threads run that were started, and again where more are */
  constructor(onStarted: () => void = () => {}) {
    this.#onStarted = onStarted
  }

  /** Calls a function as soon as a thread is free. What it throws is thrown here; then `stop`. */
  async call<Task, Result>({ module, name }: WorkerFunction, task: Task): Promise<Result> {
    const asked = { module, name, task }
    const free = this.#free()
    // Not awaited first: the caller may keep this thread busy from here on.
    const worker = free ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)))
    const result = await ask(worker, asked)
    const next = this.#waiting.shift()
    if (next) next(worker)
    else this.#idle.push(worker)
    return result as Result
  }

  /** Whether a thread that was started has nothing to do. */
  get hasIdle(): boolean {
    return this.#idle.length > 0
  }

  #free(): Worker | undefined {
    const idle = this.#idle.pop()
    if (idle || this.#all.size === availableParallelism()) return idle
    const worker = startWorker()
    this.#all.add(worker)
    this.#starting++
    worker.once("online", () => {
      if (--this.#starting === 0) this.#onStarted()
    })
    return worker
  }

  /** Lets all threads go; nothing is asked any more. */
  close(): void {
    for (const worker of this.#all) letGo(worker)
    this.#all.clear()
  }

  /** Ends all threads in the middle of what they do. */
  async stop(): Promise<void> {
    const all = [...this.#all]
    this.#all.clear()
    await Promise.all(all.map((worker) => worker.terminate()))
  }
}
