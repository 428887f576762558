import { raw, type ShellText, sh } from "../../../shell/index.ts"
import { entryName, offerEntry, startEntry } from "../desktop-entry.ts"
import type { LazyInstaller } from "../installer.ts"
import { systemPrograms } from "./places.ts"

const none = raw(
  `
show_start() { :; }
show_offer() { :; }
start() { fail 2 "there is no program to start"; }
`.trim(),
)

/** The words of an `Exec` line that are not field codes. */
function words(exec: string): readonly string[] {
  return exec.split(/ +/).filter((word) => !word.startsWith("%"))
}

/**
 * `show_start` and `show_offer` change the entry in menus. For a user the offer stays in the image, and an entry of the
 * same name in the home hides it; packages with an entry of their own only need the offer out of the way.
 */
export function desktopText(installer: LazyInstaller): readonly ShellText[] {
  const { desktop, name, scope } = installer
  if (desktop === undefined) return [none]
  const [command = "", ...rest] = desktop.exec.split(" ")
  const [, ...fixed] = words(desktop.exec)
  const showStart =
    desktop.entry === undefined
      ? [
          raw('mkdir -p "$entries"'),
          sh`printf '%s\n' ${startEntry(installer, desktop)} "Exec=$(program)"${rest.map((word) => ` ${word}`).join("")} > "$entry"`,
        ]
      : [raw('rm -f "$entry"')]
  const showOffer =
    scope === "user"
      ? [raw('rm -f "$entry"')]
      : [
          raw('mkdir -p "$entries"'),
          sh`printf '%s\n' ${offerEntry(installer, desktop, `${systemPrograms}/install-${name}`)} > "$entry"`,
        ]
  return [
    sh`entry=$entries/${entryName(installer, desktop)}`,
    sh`command=${command}`,
    raw('program() { if [ -x "$programs/$command" ]; then say "$programs/$command"; else say "$command"; fi; }'),
    raw("show_start() {"),
    ...showStart,
    raw("}"),
    raw("show_offer() {"),
    ...showOffer,
    raw("}"),
    raw("start() {"),
    sh`  exec "$(program)" ${fixed} "$@"`,
    raw("}"),
  ]
}
