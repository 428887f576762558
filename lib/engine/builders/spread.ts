/** One build to be placed. */
export interface Job {
  /** Its work in any unit that is the same for all jobs, e.g. expected bytes. */
  readonly weight: number
  /** `os/arch[/variant]`. */
  readonly platform: string
}

/** Who builds, one job after the other. */
export interface Worker {
  readonly name: string
  /** What it builds; empty where it does not say, and then anything. */
  readonly platforms: readonly string[]
}

export interface Spread<J, W> {
  /** Each worker with its jobs in the order that it does them: the lightest first, as each may build on the one before. */
  readonly queues: readonly { readonly worker: W; readonly jobs: readonly J[] }[]
  /** Jobs whose platform no worker builds. */
  readonly left: readonly J[]
}

function builds(worker: Worker, { platform }: Job): boolean {
  return worker.platforms.length === 0 || worker.platforms.includes(platform)
}

/**
 * Spreads jobs over workers: the heaviest job first, each to the worker that has least to do and can build it. With
 * workers that build anything the longest queue is at most 4/3 of the shortest possible (Graham 1969).
 */
export function spread<J extends Job, W extends Worker>(jobs: readonly J[], workers: readonly W[]): Spread<J, W> {
  const queues = workers.map((worker) => ({ worker, jobs: [] as J[], load: 0 }))
  const left: J[] = []
  for (const job of jobs.toSorted((a, b) => b.weight - a.weight)) {
    const [first, ...others] = queues.filter(({ worker }) => builds(worker, job))
    if (first === undefined) {
      left.push(job)
      continue
    }
    const queue = others.reduce((least, other) => (other.load < least.load ? other : least), first)
    queue.load += job.weight
    queue.jobs.unshift(job)
  }
  return { queues: queues.map((queue) => ({ worker: queue.worker, jobs: queue.jobs })), left }
}
