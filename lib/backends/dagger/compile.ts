import type { Client, Container } from "@dagger.io/dagger"
import { throwIfAny } from "../../errors/index.ts"
import type { Image } from "../../ir/index.ts"
import { type Compiled, compileStages } from "./compile-stages.ts"
import type { DaggerOptions } from "./options.ts"
import { daggerProblems } from "./problems.ts"

/**
 * An image definition as a Dagger container. Nothing runs until something is asked of it.
 * @throws StrataError with everything that Dagger cannot do (`unsupported-op`) or was not given (`invalid-option`)
 */
export function compileDagger(client: Client, image: Image, options: DaggerOptions = {}): Container {
  throwIfAny(daggerProblems(image, options))
  return compileStages(client, image, options)(image.target)
}

/**
 * Several images, e.g. the variants of one: a stage that is the same in two of them is compiled once, and what runs is
 * shared by the engine.
 * @throws StrataError as {@link compileDagger}, with the problems of all of them
 */
export function compileAll(
  client: Client,
  images: readonly Image[],
  options: DaggerOptions = {},
): readonly Container[] {
  throwIfAny(images.flatMap((image) => daggerProblems(image, options)))
  const compiled: Compiled = new Map()
  return images.map((image) => compileStages(client, image, options, compiled)(image.target))
}
