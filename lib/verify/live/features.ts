import type { Feature } from "../features/features-schema.ts"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { lastLines } from "./commands.ts"
import { displayOf, displayWords, noDisplay, openDisplay } from "./display.ts"
import type { RunInImage } from "./run-in-image.ts"

/** An application that has not converted its file by then hangs: the slowest, a model on the CPU, takes some ten seconds. */
const mostSeconds = 180

/** Runs a line, its third parameter, with a display and in a folder of its own. */
const withDisplay = `${openDisplay}
cd "$(mktemp -d)"
/bin/sh -c "$1"
code=$?
close_display
exit $code
`

/**
 * Features that an image has to have, each really used by its check.
 * @param display X server for those that need one, as `:99`; without it the image's own
 */
export async function checkFeatures(
  tree: ImageTree,
  run: RunInImage | undefined,
  features: readonly Feature[],
  display?: string,
): Promise<Found> {
  if (features.length === 0) return { looked: 0, failures: [], skipped: "no list of features was given" }
  if (!run) return { looked: 0, failures: [], skipped: "the image is in no engine that could run it" }
  const screen = displayOf(tree, display)
  const wordsOf = ({ check, display: needed }: Feature): readonly string[] | undefined => {
    if (needed !== true) return [check]
    return screen ? [withDisplay, "strata", ...displayWords(screen), check] : undefined
  }
  const failures: Failure[] = []
  const left: string[] = []
  for (const feature of features) {
    const { name, check } = feature
    const words = wordsOf(feature)
    if (!words) {
      left.push(name)
      continue
    }
    const { exitCode, stdout, stderr } = await run(["timeout", String(mostSeconds), "/bin/sh", "-c", ...words])
    if (exitCode === 0) continue
    const said = lastLines(stderr) || lastLines(stdout)
    failures.push({
      key: `feature ${name}`,
      message: `${name} does not work: '${check}' ended with exit code ${exitCode}`,
      ...(said === "" ? {} : { cause: said }),
    })
  }
  const looked = features.length - left.length
  return { looked, failures, ...(left.length === 0 ? {} : { left: `${left.join(", ")}: ${noDisplay}` }) }
}
