import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Job, spread, type Worker } from "../../../lib/engine/builders/spread.ts"

const platforms = ["linux/amd64", "linux/arm64", "linux/riscv64"]
const job: fc.Arbitrary<Job & { id: number }> = fc.record({
  id: fc.nat(),
  weight: fc.integer({ min: 1, max: 1000 }),
  platform: fc.constantFrom(...platforms),
})
const jobs = fc.array(job, { maxLength: 8 })
const worker: fc.Arbitrary<Worker> = fc.record({
  name: fc.string(),
  platforms: fc.subarray(platforms),
})
const workers = fc.array(worker, { minLength: 1, maxLength: 4 })

function sum(all: readonly Job[]): number {
  return all.reduce((total, { weight }) => total + weight, 0)
}

/** The shortest longest queue there is, by trying all. */
function best(weights: readonly number[], count: number): number {
  const loads = new Array<number>(count).fill(0)
  const place = (index: number): number => {
    const weight = weights[index]
    if (weight === undefined) return Math.max(...loads)
    return Math.min(
      ...loads.map((load, worker) => {
        loads[worker] = load + weight
        const longest = place(index + 1)
        loads[worker] = load
        return longest
      }),
    )
  }
  return place(0)
}

describe("spread", () => {
  it("gives each job to one worker that builds it, or says that none does", () => {
    fc.assert(
      fc.property(jobs, workers, (all, some) => {
        const { queues, left } = spread(all, some)
        expect(queues.map(({ worker }) => worker)).toEqual(some)
        const placed = [...queues.flatMap((queue) => queue.jobs), ...left]
        expect(placed.toSorted((a, b) => all.indexOf(a) - all.indexOf(b))).toEqual(all)
        const can = ({ platforms: own }: Worker, { platform }: Job) => own.length === 0 || own.includes(platform)
        for (const queue of queues) for (const one of queue.jobs) expect(can(queue.worker, one)).toBe(true)
        for (const one of left) expect(some.some((other) => can(other, one))).toBe(false)
      }),
    )
  })

  it("has each worker begin with the lightest of its jobs", () => {
    fc.assert(
      fc.property(jobs, workers, (all, some) => {
        for (const { jobs: own } of spread(all, some).queues)
          expect(own.map(({ weight }) => weight)).toEqual(own.map(({ weight }) => weight).toSorted((a, b) => a - b))
      }),
    )
  })

  it("is never more than a third above the best", () => {
    fc.assert(
      fc.property(jobs, fc.integer({ min: 1, max: 3 }), (all, count) => {
        const any = Array.from({ length: count }, (_, index) => ({ name: `${index}`, platforms: [] }))
        const longest = Math.max(...spread(all, any).queues.map((queue) => sum(queue.jobs)))
        const weights = all.map(({ weight }) => weight)
        expect(longest).toBeLessThanOrEqual((4 / 3) * best(weights, count) + 1e-9)
      }),
    )
  })
})
