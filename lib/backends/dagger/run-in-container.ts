import type { Container, ReturnType } from "@dagger.io/dagger"
import type { RunInImage } from "../../verify/index.ts"

/** Runs commands in a container as it is, each in a fresh copy, and takes any exit code for an answer. */
export function runInContainer(container: Container): RunInImage {
  return async (command) => {
    const expect = "ANY" satisfies `${ReturnType}` as ReturnType
    const ended = container.withExec([...command], { expect })
    const exitCode = await ended.exitCode()
    const [stdout, stderr] = await Promise.all([ended.stdout(), ended.stderr()])
    return { exitCode, stdout, stderr }
  }
}
