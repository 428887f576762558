import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { hostCaBundle } from "./host-ca-bundle.ts"
import { npmClientConfig } from "./npm-client-config.ts"
import { pipClientConfig } from "./pip-client-config.ts"

/** Files to pass to a build as secrets, and how to remove those that were written for it. */
export interface HostSecrets {
  /** Secret id -> file. */
  readonly files: Readonly<Record<string, string>>
  remove(): void
}

const read = (file: string) => (file !== "" && existsSync(file) ? readFileSync(file, "utf8") : "")

/**
 * What this machine needs to reach its package registries, for those of the ids `ca-bundle`, `npmrc` and `pip-conf`
 * that are wanted and that differ from the defaults. Written files are for this user only.
 */
export async function hostSecrets(wanted: readonly string[]): Promise<HostSecrets> {
  const [npmrc, pip] = await Promise.all([
    wanted.includes("npmrc") ? npmClientConfig(read) : undefined,
    wanted.includes("pip-conf") ? pipClientConfig() : undefined,
  ])
  const bundle = wanted.includes("ca-bundle") ? hostCaBundle() : undefined
  const folder = npmrc || pip ? mkdtempSync(join(tmpdir(), "strata-secrets-")) : undefined
  function write(id: string, text: string | undefined): Readonly<Record<string, string>> {
    if (!text || !folder) return {}
    writeFileSync(join(folder, id), text, { mode: 0o600 })
    return { [id]: join(folder, id) }
  }
  return {
    files: { ...(bundle ? { "ca-bundle": bundle } : {}), ...write("npmrc", npmrc), ...write("pip-conf", pip) },
    remove: () => {
      if (folder) rmSync(folder, { recursive: true, force: true })
    },
  }
}
