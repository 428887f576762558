import { engineStatus, openEngine, startEngine, stopEngine } from "../../engine/index.ts"
import type { StoreName } from "../../engine/types.ts"
import { canonicalJson } from "../../ir/index.ts"
import { formatBytes, formatSeconds } from "../../report/index.ts"
import type { Action, Parsed } from "../command.ts"
import type { EngineDocument } from "../documents/engine.ts"
import { flag, rest, text } from "./options.ts"

function store(parsed: Parsed): StoreName {
  return (text(parsed, "store") ?? "classic") as StoreName
}

function note(line: string): void {
  process.stderr.write(`${line}\n`)
}

export const engineUpAction: Action = async (parsed) => {
  await startEngine({ store: store(parsed), onNote: note })
  note("the embedded engine runs")
  return 0
}

export const engineDownAction: Action = async (parsed) => {
  const purge = flag(parsed, "purge")
  const { wasRunning } = await stopEngine({ purge, onNote: note })
  note(
    `${wasRunning ? "stopped" : "the embedded engine was not running"}${purge ? "; everything it had is removed" : ""}`,
  )
  return 0
}

export const engineStatusAction: Action = async (parsed) => {
  const status = await engineStatus()
  if (flag(parsed, "json")) {
    const document: EngineDocument = { format: "strata.engine", version: 1, ...status }
    process.stdout.write(canonicalJson(document))
    return 0
  }
  const lines = [
    `home   ${status.home}`,
    `root   ${formatBytes(status.rootBytes)}`,
    `bases  ${formatBytes(status.basesBytes)} (${status.bases.map(({ suite }) => suite).join(", ") || "none"})`,
    ...status.stores.map(({ store: name, running, pid, upSeconds, dockerVersion, buildxVersion, dataBytes }) =>
      [
        `${name}: ${running ? `running, pid ${pid}, up ${formatSeconds(upSeconds ?? 0)}` : "stopped"}`,
        `${formatBytes(dataBytes)} of images and caches`,
        ...(running ? [`docker ${dockerVersion}, buildx ${buildxVersion}`] : []),
      ].join("; "),
    ),
  ]
  process.stdout.write(`${lines.join("\n")}\n`)
  return 0
}

export const engineDockerAction: Action = async (parsed) => {
  const engine = await openEngine({ choice: "embedded", store: store(parsed), onNote: note })
  return (await engine.docker(rest(parsed, 0), { stdio: "inherit" })).exitCode
}
