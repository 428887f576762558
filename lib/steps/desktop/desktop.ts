import { distributionOf } from "../../distributions/index.ts"
import { StrataError } from "../../errors/index.ts"
import { type AptSource, aptInstallOps } from "../apt/index.ts"
import { originHere, shortList } from "../origin.ts"
import { addOps, type Step } from "../step.ts"

/** Applications that a distribution's archive, or a configured source, has. `code` is VS Code. */
export type DesktopAppName = "firefox" | "tilix" | "code"

export interface CinnamonOptions {
  readonly apps?: readonly DesktopAppName[]
  /** Repositories for applications that the distribution lacks, e.g. VS Code's for `code`. */
  readonly sources?: Partial<Readonly<Record<DesktopAppName, AptSource>>>
}

function packagesOf(os: string, app: DesktopAppName, options: CinnamonOptions): readonly string[] {
  if (options.sources?.[app]) return [app]
  const known =
    app === "code" ? { unavailable: "VS Code is in no distribution's archive" } : distributionOf(os).desktop.apps[app]
  if ("packages" in known) return known.packages
  throw new StrataError({
    code: "invalid-option",
    message: `desktop.cinnamon: '${app}' cannot be installed on ${os}: ${known.unavailable}`,
    fix: `leave '${app}' out, or give its repository: desktop.cinnamon({ sources: { ${app}: { name, uri, suite, components, key } } })`,
  })
}

/**
 * The Cinnamon desktop with chosen applications, in one exec op.
 * @throws StrataError `invalid-option` for an application that the distribution lacks and no source is given for.
 */
function cinnamon(options: CinnamonOptions = {}): Step<"desktop:cinnamon"> {
  const apps = options.apps ?? []
  const origin = originHere(`desktop.cinnamon(${shortList(apps)})`)
  return (stage) => {
    const packages = [
      ...distributionOf(stage.os).desktop.cinnamon,
      ...apps.flatMap((app) => packagesOf(stage.os, app, options)),
    ]
    const sources = apps.flatMap((app) => options.sources?.[app] ?? [])
    return addOps(stage, aptInstallOps(stage, origin, { ecosystem: "apt", packages }, { recommends: false, sources }))
  }
}

export const desktop: { readonly cinnamon: typeof cinnamon } = { cinnamon }
