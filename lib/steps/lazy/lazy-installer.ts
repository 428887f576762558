import { throwIfAny } from "../../errors/index.ts"
import { deepFreeze } from "../../ir/freeze.ts"
import type { LazyInstaller, LazyInstallerOptions } from "./installer.ts"
import { installerProblems } from "./installer-problems.ts"

/**
 * A heavy thing that the image does not hold but offers to install: `install-<name>` fetches what is pinned here.
 * Its bytes are deferred, not saved.
 * @throws StrataError `invalid-option` with everything that is wrong.
 */
export function lazyInstaller(options: LazyInstallerOptions): LazyInstaller {
  throwIfAny(installerProblems(options))
  return deepFreeze({ kind: "lazy-installer", ...structuredClone(options) })
}
