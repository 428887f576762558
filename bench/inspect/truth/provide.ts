import { execFileSync } from "node:child_process"
import { join } from "node:path"
import type { Engine } from "../../../lib/engine/types.ts"
import { buildForeign } from "./build-foreign.ts"
import type { Case } from "./images.ts"

const root = join(import.meta.dirname, "../../..")

/** Tags of all that a case needs. */
function tagsOf({ tag, made }: Case): readonly string[] {
  return [tag, ...Object.values(made.by === "dockerfile" ? (made.stages ?? {}) : {})]
}

/** Builds what a case needs, unless the engine has it; steps that another build made are taken from there. */
export async function provide(engine: Engine, which: Case): Promise<void> {
  const { made, tag } = which
  const found = await engine.docker(["image", "inspect", ...tagsOf(which)])
  if (found.exitCode === 0) return
  if (made.by === "dockerfile") {
    await buildForeign(engine, made.file, tag)
    for (const [stage, name] of Object.entries(made.stages ?? {})) await buildForeign(engine, made.file, name, stage)
    return
  }
  const args = [join(root, "bin/strata.js"), "build", ...made.args, "--engine=embedded", `--tag=${tag}`, "--quiet"]
  execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] })
}

/** Removes the images of a case; the engine keeps the steps that made them until its cache is pruned. */
export async function remove(engine: Engine, which: Case): Promise<void> {
  if (which.isKept) return
  await engine.docker(["image", "rm", ...tagsOf(which)])
}
