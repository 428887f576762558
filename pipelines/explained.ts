import { formatProblem, StrataError } from "strata-images"

/**
 * Runs a pipeline for those who see of an error nothing but its message, as callers of a Dagger function do: the message
 * then has the place, the detail and the fix of each problem.
 */
export async function explained<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StrataError) throw new Error(error.problems.map(formatProblem).join("\n"), { cause: error })
    throw error
  }
}
