import { StrataError } from "../../errors/index.ts"
import { type AnyOp, defaultPlatform, type FileOp, type Origin, type Stage } from "../../ir/index.ts"
import { aptInstallOps } from "../apt/index.ts"
import { shortList } from "../origin.ts"
import { defineStep, type Step } from "../step.ts"
import { entryName, offerEntry } from "./desktop-entry.ts"
import type { LazyInstaller } from "./installer.ts"
import { missingNeeds } from "./needs.ts"
import { allProgram } from "./program/all-program.ts"
import { installerProgram } from "./program/installer-program.ts"
import { systemEntries, systemPrograms } from "./program/places.ts"

/** Where an archive's programs do not run, the op that offers them says so. */
function limitOf({ source }: LazyInstaller, { platform = defaultPlatform }: Stage): Pick<FileOp, "platforms"> {
  if (source.kind !== "archive") return {}
  const platforms: readonly string[] = source.platforms ?? [defaultPlatform]
  return platforms.includes(platform) ? {} : { platforms }
}

function fileOps(installer: LazyInstaller, stage: Stage, origin: Origin): readonly AnyOp[] {
  const { desktop, diskBytes, name } = installer
  const program = `${systemPrograms}/install-${name}`
  return [
    {
      kind: "file",
      origin,
      path: program,
      content: installerProgram(installer),
      mode: "755",
      deferredBytes: diskBytes,
      ...limitOf(installer, stage),
    },
    ...(desktop === undefined
      ? []
      : [
          {
            kind: "file" as const,
            origin,
            path: `${systemEntries}/${entryName(installer, desktop)}`,
            content: `${offerEntry(installer, desktop, program)}\n`,
            mode: "644",
          },
        ]),
  ]
}

/** Names that are given more than once. */
function twice(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}

/**
 * Offers heavy things instead of holding them: one program `install-<name>` for each, `install-all` for them together,
 * and entries in menus. Packages that the programs run (curl, CA certificates, unpackers) and that no earlier step
 * installs are installed here; npm is not, it comes with {@link node}.
 * @throws StrataError `invalid-option` for a name that is given twice.
 * @example `.with(lazy(lazyInstaller({ name: "blender", ... })))`
 */
export function lazy(...installers: readonly LazyInstaller[]): Step {
  const names = installers.map(({ name }) => name)
  const [repeated] = twice(names)
  if (repeated !== undefined) {
    throw new StrataError({
      code: "invalid-option",
      message: `lazy: '${repeated}' is given twice`,
      fix: "give each installer a name of its own",
    })
  }
  return defineStep(`lazy(${shortList(names)})`, (stage, origin) => {
    const packages = missingNeeds(stage, installers)
    return [
      ...(packages.length === 0
        ? []
        : aptInstallOps(stage, origin, { ecosystem: "apt", packages }, { recommends: false, sources: [] })),
      ...installers.flatMap((installer) => fileOps(installer, stage, origin)),
      { kind: "file", origin, path: `${systemPrograms}/install-all`, content: allProgram(), mode: "755" },
    ]
  })
}

/** Unpacked bytes that an image defers to whoever installs: never a part of what it saves. */
export function deferredBytes(installers: readonly LazyInstaller[]): number {
  return installers.reduce((sum, { diskBytes }) => sum + diskBytes, 0)
}
