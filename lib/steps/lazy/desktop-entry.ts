import { formatBytes } from "../../text/bytes.ts"
import type { LazyDesktop, LazyInstaller } from "./installer.ts"

/** File name of the entry in menus, both of the offer and of what starts the program. */
export function entryName(installer: LazyInstaller, desktop: LazyDesktop): string {
  return desktop.entry ?? `strata-lazy-${installer.name}.desktop`
}

/** The escapes of the Desktop Entry Specification for values of type string. */
function value(text: string): string {
  return text.replaceAll("\\", "\\\\")
}

function entry(desktop: LazyDesktop, lines: readonly string[]): string {
  return [
    "[Desktop Entry]",
    "Type=Application",
    ...lines,
    ...(desktop.icon === undefined ? [] : [`Icon=${value(desktop.icon)}`]),
    ...(desktop.categories === undefined
      ? []
      : [`Categories=${desktop.categories.map((name) => `${name};`).join("")}`]),
  ].join("\n")
}

/** What menus show while the thing is not there: it asks in a terminal, installs and starts. */
export function offerEntry(installer: LazyInstaller, desktop: LazyDesktop, program: string): string {
  return entry(desktop, [
    `Name=${value(desktop.title)} (install)`,
    `Comment=${value(installer.summary)}, ${formatBytes(installer.diskBytes)}`,
    `Exec=${program} --start`,
    "Terminal=true",
  ])
}

/** What menus show once it is there; `Exec` is for the program to add, which knows where its links are. */
export function startEntry(installer: LazyInstaller, desktop: LazyDesktop): string {
  return entry(desktop, [`Name=${value(desktop.title)}`, `Comment=${value(installer.summary)}`, "Terminal=false"])
}
