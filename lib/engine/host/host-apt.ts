import { existsSync, readdirSync } from "node:fs"
import { runCommand } from "../process/run-command.ts"
import { type DebianMirrors, parseTargets, pickMirrors, targetFormat } from "./apt-mirrors.ts"

/** Runs before any list was downloaded too: then nothing but the configuration is known. */
export async function hostMirrors(): Promise<DebianMirrors> {
  for (const extra of [[], ["--no-release-info"]]) {
    const { stdout } = await runCommand(["apt-get", "indextargets", ...extra, "--format", targetFormat])
    const mirrors = pickMirrors(parseTargets(stdout))
    if (mirrors.main) return mirrors
  }
  return {}
}

/** The host's apt settings that decide whether an archive can be reached: proxies, dates, certificates, retries. */
const wanted = /^Acquire::(https?::(Proxy|CaInfo|[^ ]+::Proxy)|Check-Valid-Until|Check-Date|Retries) "/i

/** Those settings as lines of an apt configuration, to hand on to an apt that reads another folder. */
export async function hostAptOptions(): Promise<readonly string[]> {
  const { stdout } = await runCommand(["apt-config", "dump"])
  const settings = stdout.split("\n").filter((line) => wanted.test(line))
  const auth = existsSync("/etc/apt/auth.conf") ? [`Dir::Etc::netrc "/etc/apt/auth.conf";`] : []
  const parts = "/etc/apt/auth.conf.d"
  const hasParts = existsSync(parts) && readdirSync(parts).some((name) => name.endsWith(".conf"))
  return [...settings, ...auth, ...(hasParts ? [`Dir::Etc::netrcparts "${parts}";`] : [])]
}
