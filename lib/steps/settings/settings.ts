import type { HealthcheckOp } from "../../ir/index.ts"
import { shortList } from "../origin.ts"
import { defineStep, type Step } from "../step.ts"

/** Sets environment variables; `${NAME}` in a value stands for what it was before, e.g. `{ PATH: "/opt/x/bin:${PATH}" }`. */
export function env(variables: Readonly<Record<string, string>>): Step {
  return defineStep(`env(${shortList(Object.keys(variables))})`, (_, origin) => [
    { kind: "env", origin, variables: { ...variables } },
  ])
}

export function workdir(path: string): Step {
  return defineStep(`workdir(${path})`, (_, origin) => [{ kind: "workdir", origin, path }])
}

export function label(labels: Readonly<Record<string, string>>): Step {
  return defineStep(`label(${shortList(Object.keys(labels))})`, (_, origin) => [
    { kind: "label", origin, labels: { ...labels } },
  ])
}

/** The command that always runs, as words; no shell is involved. */
export function entrypoint(...command: readonly string[]): Step {
  return defineStep("entrypoint", (_, origin) => [{ kind: "entrypoint", origin, command: [...command] }])
}

/** The default command, as words; no shell is involved. */
export function cmd(...command: readonly string[]): Step {
  return defineStep("cmd", (_, origin) => [{ kind: "cmd", origin, command: [...command] }])
}

export function expose(port: number, protocol: "tcp" | "udp" = "tcp"): Step {
  return defineStep(`expose(${port}/${protocol})`, (_, origin) => [{ kind: "expose", origin, port, protocol }])
}

export function healthcheck(check: Omit<HealthcheckOp, "kind" | "origin">): Step {
  return defineStep("healthcheck", (_, origin) => [
    { ...check, kind: "healthcheck", origin, command: [...check.command] },
  ])
}

export function volume(...paths: readonly string[]): Step {
  return defineStep(`volume(${shortList(paths)})`, (_, origin) => [{ kind: "volume", origin, paths: [...paths] }])
}

/** `signal` as the kernel names it, e.g. `SIGINT`. */
export function stopSignal(signal: string): Step {
  return defineStep(`stopSignal(${signal})`, (_, origin) => [{ kind: "stop-signal", origin, signal }])
}
