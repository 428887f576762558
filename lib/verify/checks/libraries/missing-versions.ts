import { type Asking, copiesOf, type Linking, loadedBy, objectAt } from "./linking.ts"

export interface MissingVersions {
  /** Path of the library that the loader takes. */
  readonly provider: number
  readonly library: string
  readonly versions: readonly string[]
}

/** Versions of symbols that an object asks for and a library does not define; a library without any is taken as it is. */
function lacking(linking: Linking, provider: number, wanted: readonly string[]): readonly string[] {
  const defined = objectAt(linking, provider)?.versions?.defined ?? []
  return defined.length === 0 ? [] : wanted.filter((version) => !defined.includes(version))
}

/**
 * Versions of symbols that the libraries an object gets do not have: the loader then refuses ("version `GLIBC_2.38' not
 * found"). For a library that is no proof, since whoever loads it may have loaded another copy of what it needs before:
 * it counts where no copy in the image would do.
 */
export function missingVersions(linking: Linking, asking: Asking): readonly MissingVersions[] {
  const isProgram = asking.object.interpreter !== undefined
  return (asking.object.versions?.needed ?? []).flatMap(({ library, versions }) => {
    const provider = loadedBy(linking, library, asking)?.path
    if (provider === undefined) return []
    const missing = lacking(linking, provider, versions)
    if (missing.length === 0) return []
    const copies = isProgram ? [] : copiesOf(linking, library)
    if (copies.some((path) => path !== provider && lacking(linking, path, versions).length === 0)) return []
    return [{ provider, library, versions: missing }]
  })
}
