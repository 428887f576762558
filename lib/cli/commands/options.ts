import type { OptionSpec } from "../command.ts"

export const variantOption: OptionSpec = {
  flags: "--variant <name>",
  description: "variant to take (default: the definition's first)",
}
export const osOption: OptionSpec = {
  flags: "--os <name>",
  description: "distribution to stand on (default: the definition's first)",
}
/** Of a definition; `inspect` has one that is of registries too. */
export const platformOption: OptionSpec = {
  flags: "--platform <os/arch>",
  description: "platform it is for, where its definition has several (default: the definition's first)",
}
/** For `build` and `print`, which make an image for each. */
export const platformsOption: OptionSpec = {
  flags: "--platform <os/arch>",
  description:
    "platforms to make it for, e.g. linux/amd64,linux/arm64; may be repeated (default: the definition's first)",
  repeatable: true,
}
export const profileOption: OptionSpec = {
  flags: "--profile <name>",
  description: "another composition of the image that its definition names (default: the definition itself)",
}
export const jsonOption: OptionSpec = {
  flags: "--json",
  description: "print one JSON document on standard output and nothing else there",
}
export const engineOption: OptionSpec = {
  flags: "--engine <name>",
  description: "engine to use; auto takes the first that answers",
  choices: ["auto", "docker", "embedded"],
}
/** For a build alone: Dagger runs no containers for others and keeps no images. */
export const buildEngineOption: OptionSpec = {
  ...engineOption,
  description: "engine to use; auto takes the first of docker and embedded that answers",
  choices: ["auto", "docker", "embedded", "dagger"],
}
export const progressOption: OptionSpec = {
  flags: "--progress <kind>",
  description: "how to show progress on standard error: auto is tty on a terminal, else plain",
  choices: ["auto", "tty", "plain", "none"],
}
export const quietOption: OptionSpec = {
  flags: "-q, --quiet",
  description: "say nothing on standard error but errors (same as --progress=none)",
}
/** Of the cache of ledgers. */
export const noCacheOption: OptionSpec = {
  flags: "--no-cache",
  description: "read the image again though it was looked at before, and keep nothing",
}
