import type { LazyInstaller } from "../../../lib/steps/lazy/index.ts"
import type { Machine } from "./machine.ts"

/** Unpacked bytes of what an installer brought, or of what all of them did (`*`), by dpkg. */
export async function addedBytes(
  used: Machine,
  name: string,
): Promise<{ readonly bytes: number; readonly packages: number }> {
  const sizes = await used.sh(
    `sort -u /var/lib/strata-lazy/${name}/added | xargs dpkg-query -W -f '\${Installed-Size}\\n'`,
  )
  const each = sizes.trim().split("\n").map(Number)
  return { bytes: each.reduce((sum, kib) => sum + kib * 1024, 0), packages: each.length }
}

/** Menus: the offer or the packages' own entry, never both. */
export async function menu(
  used: Machine,
  { desktop }: LazyInstaller,
): Promise<"offer" | "entry" | "both" | "none" | undefined> {
  if (desktop?.entry === undefined) return undefined
  const line = `test -e /usr/local/share/applications/${desktop.entry} && echo offer; test -e /usr/share/applications/${desktop.entry} && echo entry; :`
  const found = (await used.sh(line))
    .trim()
    .split("\n")
    .filter((word) => word !== "")
  return found.length > 1 ? "both" : ((found[0] as "offer" | "entry" | undefined) ?? "none")
}

/** What other packages' triggers write anew, dpkg's copy of its last state, and a folder that other packages list too. */
export const othersOwn =
  /^\/(var\/cache\/(ldconfig|fontconfig)\/|var\/lib\/dpkg\/status-old$|var\/lib\/sgml-base\/supercatalog\.old$|usr\/local\/share\/applications\/mimeinfo\.cache$|usr\/share\/man\/man6$)/
