import type { LazyInstaller } from "../installer.ts"

/** Begins the line by which `install-all`, and whoever reads an image, knows such a program. */
export const marker = "# strata-lazy "

/**
 * Not faults here: values are data (SC2016 `$` in one, SC2209 one that is a command's name), programs share functions that
 * not each of them needs (SC2034), and a trap calls one (SC2329).
 */
const shellcheck = "# shellcheck disable=SC2016,SC2034,SC2209,SC2329"

/** The first lines; the second is JSON, for programs that count what an image defers. */
export function programHeader({ name, diskBytes, scope, source }: LazyInstaller): string {
  return `#!/bin/sh\n${marker}${JSON.stringify({ name, diskBytes, scope, source: source.kind })}\n${shellcheck}\n`
}
