/** Octal digits as the number that Dagger takes. */
export function permissions(mode: string): number {
  return Number.parseInt(mode, 8)
}

/** Dagger drops a mode of zero and knows no bits beyond the nine of owner, group and others. */
export function isPossibleMode(mode: string): boolean {
  const bits = permissions(mode)
  return bits > 0 && bits <= 0o777
}
