import { raw, type ShellText, sh } from "../../../shell/index.ts"
import type { LazyInstaller } from "../installer.ts"

/** Where the programs of the image and the links of what was installed for everybody are. */
export const systemPrograms = "/usr/local/bin"
export const systemEntries = "/usr/local/share/applications"

/**
 * Folders that a program uses: `trees` for what is unpacked, `programs` for links, `entries` for menus, `state` for its
 * own record, lock and what it has fetched so far. STRATA_LAZY_ROOT in front of all of them is for tests.
 */
export function places({ name, scope }: Pick<LazyInstaller, "name" | "scope">): readonly ShellText[] {
  const folders =
    scope === "system"
      ? [
          raw("base=$root"),
          raw("trees=$base/opt"),
          raw(`programs=$base${systemPrograms}`),
          raw(`entries=$base${systemEntries}`),
          raw("records=$base/var/lib/strata-lazy"),
        ]
      : [
          raw(`base=$root\${HOME:?is not set}`),
          raw("trees=$base/.local/opt"),
          raw("programs=$base/.local/bin"),
          raw("entries=$base/.local/share/applications"),
          raw("records=$base/.local/state/strata-lazy"),
        ]
  return [raw(`root=\${STRATA_LAZY_ROOT:-}`), ...folders, sh`state=$records/${name}`, sh`tree=$trees/${name}`]
}
