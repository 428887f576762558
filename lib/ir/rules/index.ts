import type { Problem } from "../../errors/index.ts"
import type { Image } from "../image.ts"
import { contentRules } from "./contents.ts"
import { cudaRules } from "./cuda.ts"
import { platformRules } from "./platforms.ts"
import type { Rule } from "./rule.ts"
import { stageRules } from "./stages.ts"
import { textRules } from "./text.ts"

const rules: readonly Rule[] = [...stageRules, ...contentRules, ...cudaRules, ...platformRules, ...textRules]

/** Everything that is wrong with an image; empty when it is valid. */
export function validateImage(image: Image): readonly Problem[] {
  return rules.flatMap((rule) => rule(image))
}
