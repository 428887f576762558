import type { Container } from "@dagger.io/dagger"
import type { Budget, CheckResult, Measurements } from "../../budget/index.ts"
import { inspectContainer } from "./inspect-container.ts"
import type { ArchiveOptions } from "./with-archive.ts"

/** `baseline`: what growth is counted from. */
export interface CheckOptions extends Omit<ArchiveOptions, "compressed"> {
  readonly baseline?: Measurements
}

/** Whether a budget has a limit on compressed bytes, which cost an export with gzip. */
export function limitsCompressed({ total, layers, steps, growth = {} }: Budget): boolean {
  const limits = [total, growth.total, ...[layers, steps, growth.steps].flatMap((list) => Object.values(list ?? {}))]
  return limits.some((limit) => typeof limit === "object" && limit.compressed !== undefined)
}

/**
 * Holds a container against a budget, as `strata check` does an image.
 * @param ref how the result names the image
 * @throws StrataError as `inspectContainer`
 */
export async function checkContainer(
  container: Container,
  ref: string,
  budget: Budget,
  { baseline, ...options }: CheckOptions = {},
): Promise<CheckResult> {
  // Only here, as in `withArchive`.
  const { checkBudget, measureLedger } = await import("../../budget/index.ts")
  const ledger = await inspectContainer(container, ref, { ...options, compressed: limitsCompressed(budget) })
  return checkBudget(budget, measureLedger(ledger), baseline)
}
