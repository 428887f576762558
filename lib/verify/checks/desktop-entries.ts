import type { ImageTree } from "../image-tree.ts"
import type { Found } from "../types.ts"
import { failureOf } from "./failure.ts"
import { shownEntries } from "./shown-entries.ts"

/** Desktop entries that are shown and whose program is not there. */
export function checkDesktopEntries(tree: ImageTree): Found {
  const entries = shownEntries(tree)
  const failures = entries
    .filter(({ program }) => program === undefined)
    .map(({ entry, starts }) =>
      failureOf(tree, entry, {
        key: `entry ${tree.name(entry)} ${starts}`,
        message: `${tree.name(entry)} starts ${starts}, which is not there`,
        missing: starts.startsWith("/") ? starts : `/usr/bin/${starts}`,
      }),
    )
  return { looked: entries.length, failures }
}
