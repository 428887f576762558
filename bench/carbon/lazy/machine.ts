import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { Engine, RunResult } from "../../../lib/engine/types.ts"
import { sh } from "../../../lib/shell/index.ts"

/** A container in which scripts run one after the other, each as process 1: what they write stays as on a machine. */
export interface Machine {
  readonly name: string
  /** Runs a shell script as root. When it ends the kernel kills all that it started and that still runs. */
  script(text: string): Promise<RunResult>
  /** Runs a command as root, or as another user. */
  run(command: readonly string[], user?: string): Promise<RunResult>
  /** Output of a script that has to end with 0. */
  sh(text: string): Promise<string>
  remove(): Promise<void>
}

const step = "/strata-step"

function words(command: readonly string[]): string {
  return command.map((word) => sh`${word}`.text).join(" ")
}

export async function machine(engine: Engine, image: string, name: string): Promise<Machine> {
  const docker = async (...args: readonly string[]): Promise<RunResult> => engine.docker(args, { stdio: "capture" })
  const must = async (...args: readonly string[]): Promise<void> => {
    const { exitCode, stderr } = await docker(...args)
    if (exitCode !== 0) throw new Error(`docker ${args.join(" ")}: ${stderr}`)
  }
  await docker("container", "rm", "--force", name)
  const options = ["--network=host", "--log-driver=none", "--user=root", `--name=${name}`, "--entrypoint=/bin/sh"]
  await must("create", ...options, image, step)
  const folder = mkdtempSync(join(tmpdir(), "strata-bench-lazy-"))
  const script = async (text: string): Promise<RunResult> => {
    const file = join(folder, "step")
    writeFileSync(file, text)
    await must("cp", "--quiet", file, `${name}:${step}`)
    // A container that is started the moment it has ended meets pipes of its last run now and then.
    for (let more = 5; ; more--) {
      const result = await docker("start", "--attach", name)
      if (more === 0 || !result.stderr.includes("failed to create task")) return result
      await sleep(500)
    }
  }
  return {
    name,
    script,
    run: (command, user) =>
      script(
        user === undefined
          ? `${words(command)}\n`
          : `export HOME=$(getent passwd ${user} | cut -d: -f6)\nsetpriv --reuid=${user} --regid=${user} --init-groups -- ${words(command)}\n`,
      ),
    sh: async (text) => {
      const { exitCode, stdout, stderr } = await script(text)
      if (exitCode !== 0) throw new Error(`${text}: ${stderr || stdout}`)
      return stdout
    },
    remove: async () => {
      rmSync(folder, { recursive: true, force: true })
      await docker("container", "rm", "--force", name)
    },
  }
}

/** Paths of a container that are not as in its image, by the engine's own account: A added, C changed, D deleted. */
export async function changedPaths(engine: Engine, { name }: Machine): Promise<readonly string[]> {
  const { stdout } = await engine.docker(["container", "diff", name], { stdio: "capture" })
  return stdout
    .split("\n")
    .map((line) => line.slice(2))
    .filter((path) => path !== "" && path !== step)
}
