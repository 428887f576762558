import type { Secret } from "@dagger.io/dagger"
import { type OsName, osNames } from "strata-images"
import type { DaggerOptions } from "strata-images/dagger"
import type { Choice } from "./choose.ts"

/** Arguments of the module's functions as Dagger gives them: what was left out is `undefined` or `null`. */
export interface ModuleArguments {
  readonly variant?: string | null | undefined
  readonly os?: string | null | undefined
  readonly platform?: string | null | undefined
  readonly profile?: string | null | undefined
  readonly baseImage?: string | null | undefined
  readonly registryMirror?: string | null | undefined
  readonly caBundle?: Secret | null | undefined
  readonly npmrc?: Secret | null | undefined
  readonly pipConf?: Secret | null | undefined
}

/** The options of the pipelines; the secrets have the ids that the steps look for. */
export function moduleOptions(given: ModuleArguments): Choice & DaggerOptions {
  const os = osNames.find((name): name is OsName => name === given.os)
  const secrets = { "ca-bundle": given.caBundle, npmrc: given.npmrc, "pip-conf": given.pipConf }
  return {
    ...(given.variant ? { variant: given.variant } : {}),
    ...(os ? { os } : {}),
    ...(given.platform ? { platform: given.platform } : {}),
    ...(given.profile ? { profile: given.profile } : {}),
    ...(given.baseImage ? { baseImage: given.baseImage } : {}),
    ...(given.registryMirror ? { registryMirror: given.registryMirror } : {}),
    secrets: Object.fromEntries(
      Object.entries(secrets).filter((entry): entry is [string, Secret] => Boolean(entry[1])),
    ),
  }
}
