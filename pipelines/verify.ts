import type { Client } from "@dagger.io/dagger"
import { type Definition, StrataError } from "strata-images"
import { type DaggerOptions, verifyContainer } from "strata-images/dagger"
import {
  type Capability,
  capabilities,
  hasFailures,
  verificationDocument,
  verificationText,
} from "strata-images/verify"
import { build } from "./build.ts"
import { type Choice, choose } from "./choose.ts"
import { nameOf } from "./name-of.ts"
import type { Verdict } from "./verdict.ts"

export interface VerifyOptions extends Choice, DaggerOptions {
  /** Also checks what these need beside libraries, such as `jit:triton`. */
  readonly capabilities?: readonly string[]
  /** Also runs these in the image, each by its shell. */
  readonly commands?: readonly string[]
}

function known(names: readonly string[]): readonly Capability[] {
  return names.map((name) => {
    const found = capabilities.find((capability) => capability === name)
    if (found !== undefined) return found
    throw new StrataError({
      code: "invalid-option",
      message: `there is no capability '${name}'`,
      fix: `take one of ${capabilities.join(", ")}`,
    })
  })
}

/**
 * Builds one image of a family and checks that nothing in it is broken: its files, and by running commands and importing
 * every Python distribution in it on the engine.
 * @throws StrataError as `build`; `invalid-option` for a capability that there is none of
 */
export async function verify(
  client: Client,
  definition: Definition,
  { capabilities: wanted = [], commands = [], ...options }: VerifyOptions = {},
): Promise<Verdict> {
  const checked = known(wanted)
  const container = await build(client, definition, options)
  const name = nameOf(choose(definition, options))
  const verification = await verifyContainer(container, name, { capabilities: checked, commands })
  return {
    passed: !hasFailures(verification),
    text: verificationText(verification),
    document: verificationDocument(verification),
  }
}
