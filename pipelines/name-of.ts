import type { Image } from "strata-images"

/** An image in words that are one word: `carbon-base-server-debian12`. */
export function nameOf({ name, variant, os }: Image): string {
  return [name, variant, os].filter((part) => part !== undefined).join("-")
}
