import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { hostSecrets } from "../../../lib/engine/host/host-secrets.ts"
import type { Engine } from "../../../lib/engine/types.ts"
import { secretIds } from "../../../lib/steps/secrets.ts"
import { asOnThisMachine } from "./as-on-this-machine.ts"

const bases = [{ ref: "debian:bookworm-slim", bootstrap: { suite: "bookworm" } }] as const

/**
 * Builds a Dockerfile that knows nothing of Strata, in its folder.
 * @param target stage to build instead of the last
 * @throws StrataError as `Engine.build` does
 */
export async function buildForeign(engine: Engine, file: string, tag: string, target?: string): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), "strata-truth-"))
  const secrets = await hostSecrets(Object.values(secretIds))
  try {
    const dockerfile = join(workspace, "Dockerfile")
    writeFileSync(dockerfile, asOnThisMachine(readFileSync(file, "utf8")))
    const request = { contextDirectory: dirname(file), dockerfile, tags: [tag], bases, secrets: secrets.files }
    await engine.build(target === undefined ? request : { ...request, target })
  } finally {
    secrets.remove()
    rmSync(workspace, { recursive: true })
  }
}
