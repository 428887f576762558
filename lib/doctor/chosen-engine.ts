import type { EngineProbe } from "../engine/probe-engines.ts"
import type { Finding } from "./finding.ts"

/** Which engine `auto` takes, and why those before it were passed over. */
export function chosenEngine(probes: readonly EngineProbe[]): Finding {
  const index = probes.findIndex((probe) => probe.available)
  const chosen = probes[index]
  const passed = probes
    .slice(0, index === -1 ? probes.length : index)
    .map((probe) => `${probe.name} passed over: ${probe.detail}`)
  const detail = [chosen ? `auto takes ${chosen.name} (${chosen.detail})` : "auto finds none", ...passed].join("; ")
  if (chosen) return { name: "engine", ok: true, detail }
  const remedy = probes.flatMap((probe) => (probe.remedy ? [`${probe.name}: ${probe.remedy}`] : [])).join("; or ")
  return { name: "engine", ok: false, detail, remedy }
}
