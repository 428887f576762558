import { canonicalJson } from "../../ir/index.ts"
import type { CompiledDockerfile } from "./compile.ts"
import { filesContext } from "./instructions.ts"

/** One image of a bake file. */
export interface BakeTarget {
  /** Letters, digits, `-` and `_`. */
  readonly name: string
  readonly compiled: CompiledDockerfile
  /** File name of its Dockerfile, beside the bake file. */
  readonly dockerfile: string
  readonly platform: string
  readonly tags: readonly string[]
  /** Folder of the user's own files, relative to the bake file. */
  readonly context: string
}

/**
 * `docker-bake.json`: a target per image, and groups: `default` has all. Bake runs the targets of a group together,
 * so what they share is built once.
 */
export function bakeFile(
  targets: readonly BakeTarget[],
  groups: Readonly<Record<string, readonly string[]>> = {},
): string {
  const target = Object.fromEntries(
    targets.map(({ name, compiled, dockerfile, platform, tags, context }) => [
      name,
      {
        context,
        dockerfile,
        target: compiled.target,
        platforms: [platform],
        tags: [...tags],
        ...(compiled.files.length > 0 ? { contexts: { [filesContext]: `./${dockerfile}.files` } } : {}),
        ...(compiled.secrets.length > 0
          ? {
              secret: compiled.secrets.map(
                (id) => `type=env,id=${id},env=STRATA_SECRET_${id.replaceAll("-", "_").toUpperCase()}`,
              ),
            }
          : {}),
      },
    ]),
  )
  return canonicalJson({
    group: {
      default: { targets: targets.map(({ name }) => name) },
      ...Object.fromEntries(Object.entries(groups).map(([name, names]) => [name, { targets: [...names] }])),
    },
    target,
  })
}
