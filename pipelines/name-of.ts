import { type Image, platformWord } from "strata-images"

/** An image in words that are one word: `carbon-base-server-debian12`, and its architecture where that is not amd64. */
export function nameOf({ name, variant, os, platform }: Image): string {
  return [name, variant, os, platformWord(platform)].filter((part) => part !== undefined).join("-")
}
