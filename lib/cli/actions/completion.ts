import { didYouMean, StrataError } from "../../errors/index.ts"
import type { Action } from "../command.ts"
import { completionScripts, type Shell, shells } from "../completion-scripts.ts"
import { completionWords, type ProjectWords } from "../completion-words.ts"
import { argument } from "./options.ts"

/** A project that cannot be loaded has nothing to offer: a line that is being typed is no place for its errors. */
const project: ProjectWords = {
  async images() {
    const { loadConfig } = await import("../../config/index.ts")
    const loaded = await loadConfig().catch(() => undefined)
    return Object.keys(loaded?.config.images ?? {})
  },
  async values(image, of) {
    const { resolveImage } = await import("../../config/index.ts")
    const resolved = await resolveImage(image).catch(() => undefined)
    return (of === "os" ? resolved?.definition.oses : resolved?.definition.variants) ?? []
  },
}

export const completionAction: Action = async (parsed) => {
  const asked = argument(parsed, 0)
  // What the scripts call. The line is in the environment, so that no word of it is taken for an option of this command.
  if (asked === "words") {
    const line = (process.env.STRATA_COMPLETE ?? "").split(/\s+/).slice(1)
    const words = await completionWords(parsed.commands, line, project)
    if (words.length > 0) process.stdout.write(`${words.join("\n")}\n`)
    return 0
  }
  if (!shells.some((shell) => shell === asked))
    throw new StrataError({
      code: "invalid-option",
      message: `there is no completion for '${asked}'`,
      fix: didYouMean(asked, shells),
    })
  process.stdout.write(completionScripts[asked as Shell])
  return 0
}
