import { didYouMean, StrataError } from "../errors/index.ts"
import { debian12 } from "./debian12/debian12.ts"
import { debian13 } from "./debian13/debian13.ts"
import type { Distribution } from "./distribution.ts"
import { ubuntu2204 } from "./ubuntu22.04/ubuntu22.04.ts"
import { ubuntu2404 } from "./ubuntu24.04/ubuntu24.04.ts"

export type { DesktopApp, Distribution, DistributionCuda } from "./distribution.ts"

/** Every distribution an image can stand on. A new one is its folder and its line here. */
export const distributions = {
  "ubuntu22.04": ubuntu2204,
  "ubuntu24.04": ubuntu2404,
  debian12,
  debian13,
} as const satisfies Record<string, Distribution>

export type OsName = keyof typeof distributions

export const osNames = Object.keys(distributions) as readonly OsName[]

export function isOsName(name: string): name is OsName {
  return Object.hasOwn(distributions, name)
}

/** @throws StrataError `unknown-os` with the nearest known name. */
export function distributionOf(name: string): Distribution {
  if (isOsName(name)) return distributions[name]
  throw new StrataError({ code: "unknown-os", message: `there is no os '${name}'`, fix: didYouMean(name, osNames) })
}
