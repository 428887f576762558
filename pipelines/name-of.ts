import type { Image } from "strata-images"

/** An image in words that are one word: `carbon-base-server-debian12`, and its architecture where that is not amd64. */
export function nameOf({ name, variant, os, platform }: Image): string {
  const architecture = platform === "linux/amd64" ? undefined : platform.split("/").slice(1).join("-")
  return [name, variant, os, architecture].filter((part) => part !== undefined).join("-")
}
