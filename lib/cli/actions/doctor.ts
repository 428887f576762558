import { diagnose } from "../../doctor/index.ts"
import { canonicalJson } from "../../ir/canonical.ts"
import { coloursFor } from "../colours.ts"
import type { Action } from "../command.ts"
import type { DoctorDocument } from "../documents/doctor.ts"
import { flag } from "./options.ts"

/** Good when an engine can be used; what else is missing is said, and is no failure: Docker needs no apt. */
export const doctorAction: Action = async (parsed) => {
  const findings = await diagnose()
  const colours = coloursFor(process.stdout)
  if (flag(parsed, "json")) {
    const document: DoctorDocument = { format: "strata.doctor", version: 1, findings }
    process.stdout.write(canonicalJson(document))
  } else {
    for (const { name, ok, detail, remedy } of findings) {
      process.stdout.write(`${ok ? colours.green("ok  ") : colours.yellow("miss")}  ${name}: ${detail}\n`)
      if (remedy) process.stdout.write(`      fix: ${remedy}\n`)
    }
  }
  return findings.some(({ name, ok }) => name === "engine" && ok) ? 0 : 3
}
