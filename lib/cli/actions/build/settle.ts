import { type Problem, StrataError } from "../../../errors/index.ts"

/**
 * Waits for all of them, so that none is left half done, and gives their results.
 * @throws what the only one that failed threw; StrataError with the problems of all, where several did
 */
export async function settle<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  const ended = await Promise.allSettled(work)
  const errors = ended.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []))
  const problems = errors.flatMap((error): readonly Problem[] => (error instanceof StrataError ? error.problems : []))
  const foreign = errors.find((error) => !(error instanceof StrataError))
  const [first, ...rest] = problems
  if (errors.length === 1 || foreign !== undefined) throw foreign ?? errors[0]
  if (first) throw new StrataError([first, ...rest], { cause: new AggregateError(errors) })
  return ended.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []))
}
