import type { Parsed } from "../command.ts"
import { list } from "./options.ts"

/** Platforms that a command line names, each once: `linux/arm64`, or `arm64` alone, which is the same. */
export function platformsAsked(parsed: Parsed): readonly string[] {
  const names = list(parsed, "platform").flatMap((value) => value.split(",").map((name) => name.trim()))
  return [...new Set(names.filter(Boolean).map((name) => (name.includes("/") ? name : `linux/${name}`)))]
}
