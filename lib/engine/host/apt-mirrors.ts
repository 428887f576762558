/** One archive that the host's apt knows, e.g. release `bookworm-security`. */
export interface AptTarget {
  readonly uri: string
  readonly release: string
  readonly origin: string
  readonly component: string
}

/** Where Debian packages come from on this machine; empty where the host has no Debian archive. */
export interface DebianMirrors {
  readonly main?: string
  readonly security?: string
}

export const targetFormat = "$(REPO_URI)|$(RELEASE)|$(ORIGIN)|$(COMPONENT)"

/** Reads the output of `apt-get indextargets --format` with `targetFormat`; an unknown origin is left empty. */
export function parseTargets(text: string): readonly AptTarget[] {
  return text.split("\n").flatMap((line) => {
    const [uri, release, origin, component] = line.trim().split("|")
    if (!uri || !release || !component) return []
    return [
      { uri: uri.replace(/\/+$/, ""), release, component, origin: origin?.startsWith("$(") ? "" : (origin ?? "") },
    ]
  })
}

/** Suites whose names only Debian uses. */
const suites = /^(bullseye|bookworm|trixie|forky|duke|sid|stable|oldstable|testing|unstable)$/

/**
 * Picks the archive of Debian itself and its security archive. Lists that were downloaded say `Debian` as their
 * origin; without lists the archive is the one that has a suite of Debian and that suite's `-updates`, or whose
 * address ends in `/debian`: other vendors use the same suite names.
 */
export function pickMirrors(targets: readonly AptTarget[]): DebianMirrors {
  const known = targets.some((target) => target.origin !== "")
  const usable = targets.filter(
    (target) =>
      target.component === "main" &&
      /^(https?|mirror\+https?):/.test(target.uri) &&
      (!known || target.origin === "Debian"),
  )
  const hasUpdates = (uri: string) => usable.some((target) => target.uri === uri && target.release.endsWith("-updates"))
  const main =
    usable.find((target) => suites.test(target.release) && (known || hasUpdates(target.uri))) ??
    usable.find((target) => suites.test(target.release) && target.uri.endsWith("/debian"))
  const security = usable.find(
    (target) => target.release.endsWith("-security") && suites.test(target.release.replace(/-security$/, "")),
  )
  return { ...(main ? { main: main.uri } : {}), ...(security ? { security: security.uri } : {}) }
}

/**
 * Lines of a sources.list for a suite: main, and with `updates` also its updates and, where the host has it, security.
 * Empty without a mirror: mmdebstrap then takes its own default.
 */
export function sourceLines(mirrors: DebianMirrors, suite: string, updates: boolean): readonly string[] {
  if (!mirrors.main) return []
  return [
    `deb ${mirrors.main} ${suite} main`,
    ...(updates ? [`deb ${mirrors.main} ${suite}-updates main`] : []),
    ...(updates && mirrors.security ? [`deb ${mirrors.security} ${suite}-security main`] : []),
  ]
}
