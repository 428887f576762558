import { createColors } from "picocolors"

/** Colours for one stream: on a terminal, unless NO_COLOR or TERM=dumb says otherwise; FORCE_COLOR says so anywhere. */
export function coloursFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env) {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0"
  return createColors(!env.NO_COLOR && (forced || (Boolean(stream.isTTY) && env.TERM !== "dumb")))
}
