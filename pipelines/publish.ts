import type { Client, Container, Secret } from "@dagger.io/dagger"
import type { Definition } from "strata-images"
import type { DaggerOptions } from "strata-images/dagger"
import { build, type Choice } from "./build.ts"

export interface PublishOptions extends Choice, DaggerOptions {
  /** Registry and repository without a tag, e.g. `registry.example/carbon/base`. */
  readonly repository: string
  /** Default: the tag that the family gives the variant, else variant and distribution. */
  readonly tag?: string
  /** For a registry that wants a login. */
  readonly login?: { readonly username: string; readonly password: Secret }
}

function tagOf(definition: Definition, { tag, variant, os }: PublishOptions): string {
  const chosen = variant ?? definition.variants[0]
  const own = chosen === undefined ? undefined : definition.tags[chosen]
  return tag ?? own ?? [chosen, os ?? definition.oses[0]].filter((part) => part !== undefined).join("-")
}

function withLogin(container: Container, { repository, login }: PublishOptions): Container {
  return login === undefined ? container : container.withRegistryAuth(repository, login.username, login.password)
}

/**
 * Builds one image of a family and pushes it.
 * @returns the reference with the digest of what was pushed
 */
export async function publish(client: Client, definition: Definition, options: PublishOptions): Promise<string> {
  const container = await build(client, definition, options)
  return withLogin(container, options).publish(`${options.repository}:${tagOf(definition, options)}`)
}
