/** Bytes in each unit; 1 GB = 10^9 bytes, 1 GiB = 2^30. */
const units: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
}

/** What a size looks like: `3.5 GB`, `200MiB`, `0 B`. */
export const sizePattern = /^(\d+(?:\.\d+)?) ?(B|[kKMGT]B|[KMGT]iB)$/

/** What a share looks like: `5 %`, `0.5%`. */
export const sharePattern = /^(\d+(?:\.\d+)?) ?%$/

/** Bytes of a size that people write; a number is bytes already. Undefined for what is no size. */
export function parseSize(size: string | number): number | undefined {
  if (typeof size === "number") return size
  const [, amount = "", unit = ""] = sizePattern.exec(size) ?? []
  const bytes = Math.round(Number(amount) * (units[unit] ?? Number.NaN))
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** `5 %` as 0.05; undefined for what is no share. */
export function parseShare(share: string | number): number | undefined {
  const amount = sharePattern.exec(String(share))?.[1]
  return amount === undefined ? undefined : Number(amount) / 100
}
