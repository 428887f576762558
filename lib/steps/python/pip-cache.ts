/** pip's downloads, kept across builds and in no layer. */
export const pipCache = {
  kind: "cache",
  id: "strata-pip",
  target: "/var/cache/strata/pip",
  sharing: "shared",
} as const
