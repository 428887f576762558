/** Tries of one request, the first included. */
export const mostTries = 6

/** A registry that asks for a longer pause is reported instead. */
export const longestPauseSeconds = 60

/** Statuses that pass: time-outs, too many requests, a server's own faults (RFC 9110; 429 is RFC 6585). */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}

/** A certificate that is not trusted, or not this host's (OpenSSL's words for it). */
const certificate = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_)/

/** Faults of a connection that another try does not mend: no such name, nobody there, no TLS, a proxy that refuses. */
const lasting = /^(ENOTFOUND|ECONNREFUSED|EPROTO|ERR_TLS|ERR_SSL|ERR_INVALID|Proxy response \(4)/

/** The system's word for what went wrong with a connection: `ECONNRESET`. */
export function faultOf(error: unknown): string {
  let cause = error
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause
  const { code, message } = cause as { readonly code?: string; readonly message?: string }
  // The client's own code for a proxy that refuses says less than its words.
  return (code === "UND_ERR_ABORTED" ? message : code) ?? message ?? String(cause)
}

export function isPassingFault(error: unknown): boolean {
  return !lasting.test(faultOf(error)) && !isCertificateFault(error)
}

export function isCertificateFault(error: unknown): boolean {
  return certificate.test(faultOf(error))
}

/** Seconds of a `Retry-After`, which is a number or a date (RFC 9110 section 10.2.3). */
export function retryAfterSeconds(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000)
}

/** Seconds to wait before try number `tries` + 1: 0.25 s, doubled each time, up to 8 s. */
export function backoffSeconds(tries: number): number {
  return Math.min(8, 0.25 * 2 ** (tries - 1))
}
