import { apt, defineStep, type Step } from "strata-images"
import { raw, sh } from "../../../../lib/shell/index.ts"
import { coreDesktop } from "../../core-desktop.ts"
import list from "../../lists/desktop.json" with { type: "json" }
import type { Contribution, LegacyOs, Setting } from "../contribution.ts"
import { byHand } from "./by-hand.ts"
import { downloadClient } from "./client.ts"

/** Applications that teams take from their makers' repositories, whose keys they fetch and trust as they come. */
function fromMakers(): Step {
  return defineStep(
    "Firefox and VS Code",
    byHand(
      [
        ...Object.entries(list.ubuntuSources).flatMap(([name, { key, source }]) => [
          sh`wget -q -O ${`/etc/apt/keyrings/${name}.asc`} ${key}`,
          sh`echo ${`deb [signed-by=/etc/apt/keyrings/${name}.asc] ${source}`} > ${`/etc/apt/sources.list.d/${name}.list`}`,
        ]),
        sh`printf ${"Package: *\\nPin: origin packages.mozilla.org\\nPin-Priority: 1000\\n"} > /etc/apt/preferences.d/mozilla`,
        raw("apt-get update -q"),
        sh`apt-get install -qy --no-install-recommends ${Object.entries(list.ubuntuSources).map(([name, { series }]) => `${name}=${series}`)}`,
        raw("rm -rf /var/lib/apt/lists/*"),
      ],
      { client: downloadClient, installs: [{ ecosystem: "apt", packages: Object.keys(list.ubuntuSources) }] },
    ),
  )
}

function fullDesktop(os: LegacyOs, recommends: boolean): readonly Step[] {
  const cinnamon = apt({ packages: list[os], recommends })
  return os === "ubuntu22.04" ? [cinnamon, fromMakers()] : [cinnamon]
}

/** Whether an image has a desktop: every one, until strategy 2 asks for the variant. */
export function hasDesktop({ variant }: Pick<Setting, "variant">): boolean {
  return variant === "desktop"
}

/** Cinnamon and what the plan calls essential beside it. */
export function desktopOf(setting: Setting): Contribution {
  if (!hasDesktop(setting)) return {}
  const { desktop, recommends } = setting.strategies
  return { runtime: desktop === "full" ? fullDesktop(setting.os, recommends) : coreDesktop(setting.os) }
}
