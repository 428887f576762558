import { signedBytes, signedShare } from "../ledger/report/signed.ts"
import { formatBytes } from "../text/bytes.ts"
import type { Check } from "./check-schema.ts"

const kindWords = {
  total: "total",
  layers: "layer",
  steps: "step",
  packages: "package",
  categories: "category",
  paths: "path",
} as const satisfies Record<Check["of"], string>

/** `package dpkg:libc6`, `total`, without quotes; what is from an image is not made safe here. */
export function checkName({ of, key }: Check): string {
  return key === "" ? kindWords[of] : `${kindWords[of]} ${key}`
}

/** The limit as the budget says it: `3.5 GB`, `+5 %`. */
export function limitWords({ limit, kind }: Check): string {
  const said = typeof limit === "number" ? formatBytes(limit) : limit
  return kind === "growth" ? `+${said}` : said
}

/** What the image has, and what of it is too much. */
export function figureWords(check: Check): string {
  const { verdict, kind, reason, actualBytes = 0, baselineBytes = 0, limitBytes = 0 } = check
  if (verdict === "missing") return reason ?? "not measured"
  const change = actualBytes - baselineBytes
  const share = kind === "growth" ? signedShare(change, baselineBytes) : ""
  const figure = kind === "growth" ? `${signedBytes(change)}${share ? ` (${share})` : ""}` : formatBytes(actualBytes)
  const excess = (kind === "growth" ? change : actualBytes) - limitBytes
  return verdict === "over" ? `${figure}: ${formatBytes(excess)} too much` : figure
}

/** `3 of 12 limits are not kept`. */
export function resultWords(checks: readonly Check[]): string {
  const failed = checks.filter(({ verdict }) => verdict !== "within").length
  if (checks.length === 0) return "the budget has no limits"
  if (failed === 0) return checks.length === 1 ? "the limit is kept" : `all ${checks.length} limits are kept`
  return checks.length === 1
    ? "the limit is not kept"
    : `${failed} of ${checks.length} limits ${failed === 1 ? "is" : "are"} not kept`
}
