import type { BuildTool, DesktopPackage, Install } from "../../ir/index.ts"
import { shortList } from "../origin.ts"
import { defineStep, type Step } from "../step.ts"
import { aptInstallOps } from "./install-ops.ts"
import type { AptSource } from "./source.ts"

export interface AptOptions<P extends string = string> {
  readonly packages: readonly P[]
  /** Also installs what packages only recommend. Off: it is what makes images big. */
  readonly recommends?: boolean
  /** Areas of the distribution's archive beyond `main`, e.g. `non-free`. */
  readonly components?: readonly string[]
  /** Repositories beyond the distribution's, each with its key pinned. */
  readonly sources?: readonly AptSource[]
  /** Why a build tool is needed at run time, e.g. `"triton compiles kernels"`: the rules then let it in. */
  readonly because?: string
}

/** The traits of a list of literal package names; a name that is only `string` to the compiler is judged at run time. */
export type AptTrait<P extends string> = string extends P
  ? never
  : (P extends BuildTool ? `build-tool:${P}` : never) | (P extends DesktopPackage ? `desktop:${P}` : never)

/**
 * Installs packages of the distribution: no recommends, package lists and archives kept in cache mounts and never in
 * a layer, no questions asked.
 * @example `.with(apt("git", "curl"))`, `.build(apt("build-essential"))`, `.with(apt({ packages: ["gcc"], because: "triton" }))`
 */
export function apt<const P extends string>(...packages: readonly P[]): Step<AptTrait<P>>
export function apt<const P extends string>(
  options: AptOptions<P> & { readonly because: string },
): Step<Exclude<AptTrait<P>, `build-tool:${string}`>>
export function apt<const P extends string>(options: AptOptions<P>): Step<AptTrait<P>>
export function apt(...input: readonly string[] | readonly [AptOptions]): Step {
  const options: AptOptions = typeof input[0] === "object" ? input[0] : { packages: input as readonly string[] }
  const { packages, because, components } = options
  const install: Install = {
    ecosystem: "apt",
    packages: [...packages],
    ...(because === undefined ? {} : { because }),
    ...(components === undefined ? {} : { components: [...components] }),
  }
  return defineStep(`apt(${shortList(packages)})`, (stage, origin) =>
    aptInstallOps(stage, origin, install, { recommends: options.recommends ?? false, sources: options.sources ?? [] }),
  )
}
