import { raw, type ShellText, sh } from "../../../shell/index.ts"

/** Tells a network that does not answer (3) from a package that does not install (1) by what the client said. */
export function registryFailure(networkErrors: string): ShellText {
  return raw(`registry_failed() {
  cat "$state/errors" >&2
  if ${sh`grep -Eq ${networkErrors}`.text} "$state/errors"; then fail 3 "no network: the registry does not answer"; fi
  fail 1 "the packages cannot be installed"
}`)
}
