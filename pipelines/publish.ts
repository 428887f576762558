import type { Client, Container, Secret } from "@dagger.io/dagger"
import { type Definition, StrataError } from "strata-images"
import { buildContainers, type DaggerOptions } from "strata-images/dagger"
import { type Choice, choose } from "./choose.ts"

export interface PublishOptions extends Omit<Choice, "platform">, DaggerOptions {
  /** Platforms to build for; several are one index under the tag. Default: the family's first. */
  readonly platforms?: readonly string[]
  /** Registry and repository without a tag, e.g. `registry.example/carbon/base`. */
  readonly repository: string
  /** Default: the tag that the family gives the variant, else profile, variant and distribution. */
  readonly tag?: string
  /** Name and password or token for a registry that wants a login: both or neither. */
  readonly username?: string
  readonly password?: Secret
}

function tagOf(definition: Definition, options: PublishOptions): string {
  const { variant, os } = choose(definition, options)
  // A profile's image must not take the name of the definition's own.
  const own = variant === undefined || options.profile !== undefined ? undefined : definition.tags[variant]
  return options.tag ?? own ?? [options.profile, variant, os].filter((part) => part !== undefined).join("-")
}

function withLogin(container: Container, { repository, username, password }: PublishOptions): Container {
  if (username === undefined && password === undefined) return container
  if (username !== undefined && password !== undefined)
    return container.withRegistryAuth(repository, username, password)
  throw new StrataError({
    code: "invalid-option",
    message: `a login needs a ${username === undefined ? "username" : "password"} too`,
    fix: "give both, or neither",
  })
}

/**
 * Builds one image of a family, for each platform, and pushes it.
 * @returns the reference with the digest of what was pushed
 * @throws StrataError as `build`; `invalid-option` for half a login
 */
export async function publish(client: Client, definition: Definition, options: PublishOptions): Promise<string> {
  const { platforms = [], repository } = options
  const images = platforms.map((platform) => choose(definition, { ...options, platform }))
  const [first, ...others] = images.length === 0 ? [choose(definition, options)] : images
  const address = `${repository}:${tagOf(definition, options)}`
  const [container, ...platformVariants] = await buildContainers(client, first ? [first, ...others] : [], options)
  if (container === undefined) throw new Error("a build of one image gave none")
  return withLogin(container, options).publish(address, platformVariants.length === 0 ? {} : { platformVariants })
}
