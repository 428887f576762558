import { ownPlatform } from "./host/runs-platform.ts"
import { platformUnavailable } from "./platform-unavailable.ts"
import type { Engine } from "./types.ts"

/**
 * Sees to it that an engine can run programs of a platform before a build needs it. What this machine itself is, is not
 * asked; neither is a builder that does not say.
 * @throws StrataError `platform-unavailable`
 */
export async function requirePlatform(engine: Pick<Engine, "info" | "platforms">, platform: string): Promise<void> {
  if (platform === ownPlatform()) return
  const there = await engine.platforms()
  if (there.length === 0 || there.includes(platform)) return
  throw platformUnavailable(platform, `the ${engine.info.name} engine`, `it builds for ${there.join(", ")}`)
}
