import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { hostSecrets } from "../../../lib/engine/host/host-secrets.ts"
import type { Engine } from "../../../lib/engine/types.ts"
import { secretIds } from "../../../lib/steps/secrets.ts"
import { asOnThisMachine } from "./as-on-this-machine.ts"

const bases = [{ ref: "debian:bookworm-slim", bootstrap: { suite: "bookworm" } }] as const

/**
 * Builds a folder with a Dockerfile that knows nothing of Strata.
 * @param target stage to build instead of the last
 * @throws StrataError as `Engine.build` does
 */
export async function buildForeign(engine: Engine, folder: string, tag: string, target?: string): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), "strata-truth-"))
  const secrets = await hostSecrets(Object.values(secretIds))
  try {
    const dockerfile = join(workspace, "Dockerfile")
    writeFileSync(dockerfile, asOnThisMachine(readFileSync(join(folder, "Dockerfile"), "utf8")))
    const request = { contextDirectory: folder, dockerfile, tags: [tag], bases, secrets: secrets.files }
    await engine.build(target === undefined ? request : { ...request, target })
  } finally {
    secrets.remove()
    rmSync(workspace, { recursive: true })
  }
}
