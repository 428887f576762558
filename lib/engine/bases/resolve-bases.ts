import type { BuildPlace } from "../build/build-place.ts"
import type { BuildHooks } from "../build/solve.ts"
import type { BaseUsed, BuildRequest } from "../types.ts"
import { type ResolvedBase, resolveBase } from "./resolve-base.ts"

export interface ResolvedBases {
  readonly bases: readonly BaseUsed[]
  /** Named contexts that stand in for references in the Dockerfile. */
  readonly contexts: Readonly<Record<string, string>>
}

/** All bases of a build, one after the other: they may need the same package archive. @throws as `resolveBase` */
export async function resolveBases(
  place: BuildPlace,
  request: BuildRequest,
  hooks: BuildHooks,
): Promise<ResolvedBases> {
  const options = {
    onNote: (text: string) => hooks.onEvent?.({ kind: "note", text }),
    ...(request.platform === undefined ? {} : { platform: request.platform }),
    refresh: request.refreshBases ?? false,
    ...(hooks.signal ? { signal: hooks.signal } : {}),
  }
  const resolved: ResolvedBase[] = []
  for (const base of request.bases) resolved.push(await resolveBase(place.client, place.state, base, options))
  const contexts = resolved.flatMap(({ used, context }) =>
    context === undefined ? [] : [[used.ref, context] as const],
  )
  return { bases: resolved.map(({ used }) => used), contexts: Object.fromEntries(contexts) }
}
