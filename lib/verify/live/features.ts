import type { Feature } from "../features/features-schema.ts"
import type { Failure, Found } from "../types.ts"
import { lastLines } from "./commands.ts"
import type { RunInImage } from "./run-in-image.ts"

/** An application that has not converted its file by then hangs: the slowest, a model on the CPU, takes some ten seconds. */
const mostSeconds = 180

/** Features that an image has to have, each really used by its check. */
export async function checkFeatures(run: RunInImage | undefined, features: readonly Feature[]): Promise<Found> {
  if (features.length === 0) return { looked: 0, failures: [], skipped: "no list of features was given" }
  if (!run) return { looked: 0, failures: [], skipped: "the image is in no engine that could run it" }
  const failures: Failure[] = []
  for (const { name, check } of features) {
    const { exitCode, stdout, stderr } = await run(["timeout", String(mostSeconds), "/bin/sh", "-c", check])
    if (exitCode === 0) continue
    const said = lastLines(stderr) || lastLines(stdout)
    failures.push({
      key: `feature ${name}`,
      message: `${name} does not work: '${check}' ended with exit code ${exitCode}`,
      ...(said === "" ? {} : { cause: said }),
    })
  }
  return { looked: features.length, failures }
}
