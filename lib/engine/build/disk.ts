import { type Problem, StrataError } from "../../errors/index.ts"
import type { StoreName } from "../types.ts"

/**
 * Bytes on disk for each unpacked byte of an image, its build cache included. Seen with 1 GB and 21 GB images on
 * Docker 26.1 / ext4: classic 1.0 to 1.6 (a small image shares less), containerd 2.4 (51 GB for 21 GB: it keeps the
 * compressed blobs as well as the unpacked layers, and gzip is not even half).
 */
export const diskFactor: Readonly<Record<StoreName, number>> = { classic: 1.2, containerd: 2.5 }

/** Kept free beyond the image: package lists and archives in cache mounts, logs, the daemon's own databases. */
export const reserveBytes = 1e9

export function neededBytes(expectedBytes: number, store: StoreName): number {
  return Math.ceil(expectedBytes * diskFactor[store] + reserveBytes)
}

/** What can be freed in the engine, as `docker system df` says it. */
export interface Reclaimable {
  readonly cacheBytes: number
  readonly imageBytes: number
}

const units: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 }

/** `1.5GB (30%)` as bytes: docker counts in powers of ten. */
export function parseSize(text: string): number {
  const [, value, unit = "B"] = /^([\d.]+)\s*([kMGT]?B)/.exec(text) ?? []
  return value === undefined ? 0 : Math.round(Number(value) * (units[unit] ?? 1))
}

/** Reads `docker system df --format json`: one object a line. */
export function parseSystemDf(text: string): Reclaimable {
  const rows = text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { readonly Type?: string; readonly Reclaimable?: string })
  const bytes = (type: string) => parseSize(rows.find((row) => row.Type === type)?.Reclaimable ?? "")
  return { cacheBytes: bytes("Build Cache"), imageBytes: bytes("Images") }
}

export interface DiskState {
  readonly neededBytes?: number
  readonly freeBytes?: number
  /** Folder or engine that ran out. */
  readonly place: string
  readonly reclaimable: Reclaimable
  readonly embedded: boolean
}

/** Less is not worth a line. */
const worthwhileBytes = 50e6

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`

/** The error for a disk that is, or would get, full: what is needed, what is free, what could be freed and how. */
export function diskFull(state: DiskState, detail?: string): StrataError {
  const { cacheBytes, imageBytes } = state.reclaimable
  const free = state.freeBytes === undefined ? "" : `, ${gigabytes(state.freeBytes)} are free`
  const message =
    state.neededBytes === undefined
      ? `the disk of ${state.place} became full during the build${free === "" ? "" : `${free} again`}`
      : `the build needs about ${gigabytes(state.neededBytes)} on the disk of ${state.place}${free}`
  const docker = state.embedded ? "strata engine docker" : "docker"
  const ways = [
    ...(cacheBytes >= worthwhileBytes
      ? [`\`${docker} builder prune\` frees ${gigabytes(cacheBytes)} of build cache`]
      : []),
    ...(imageBytes >= worthwhileBytes
      ? [`\`${docker} image prune --all\` frees ${gigabytes(imageBytes)} of unused images`]
      : []),
    ...(state.embedded ? ["STRATA_HOME can name a folder on a bigger disk"] : []),
  ]
  const problem: Problem = {
    code: "disk-full",
    message,
    fix: ways.length > 0 ? ways.join("; ") : "free some space there",
    ...(detail === undefined ? {} : { detail }),
  }
  return new StrataError(problem)
}
