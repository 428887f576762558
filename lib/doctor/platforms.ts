import { ownPlatform, runsPlatform } from "../engine/host/runs-platform.ts"
import { emulationRemedy } from "../engine/platform-unavailable.ts"
import { platformNames } from "../ir/platform.ts"
import type { Finding } from "./finding.ts"

/** Which platforms this machine builds images for, its own and by emulation. */
export async function platforms(): Promise<Finding> {
  const tried = await Promise.all(platformNames.map(async (name) => ({ name, runs: await runsPlatform(name) })))
  return platformFinding(ownPlatform(), tried)
}

/** @param tried platforms with whether their programs run here */
export function platformFinding(
  own: string,
  tried: readonly { readonly name: string; readonly runs: boolean }[],
): Finding {
  const name = "platforms"
  const emulated = tried.filter((each) => each.runs && each.name !== own).map((each) => each.name)
  const missing = tried.filter((each) => !each.runs).map((each) => each.name)
  const detail = [own, ...emulated.map((each) => `${each} by emulation`)].join(", ")
  if (missing.length === 0) return { name, ok: true, detail }
  const remedy = `only for --platform=${missing.join(",")}: ${emulationRemedy} (and a kernel with binfmt_misc)`
  return { name, ok: false, detail: `${detail} alone`, remedy }
}
