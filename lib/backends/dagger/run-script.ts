import type { Container } from "@dagger.io/dagger"
import type { ExecOp } from "../../ir/index.ts"
import { agentSocket, hasAgent, withMounts } from "./mounts.ts"
import type { StageContext } from "./stage-context.ts"

/**
 * Longest script in bytes: Linux takes no longer argument (`MAX_ARG_STRLEN`, 32 pages of 4 KiB, with the zero at its
 * end).
 */
export const longestScript = 131_071

/** Runs a step's script as BuildKit runs a here-document, with its mounts there for that time only. */
export function runScript(op: ExecOp, context: StageContext): Container {
  // BuildKit gives the variable to the one step; set in the container it would be in the image.
  const agent = hasAgent(op, context) ? `SSH_AUTH_SOCK=${agentSocket(0)}; export SSH_AUTH_SOCK\n` : ""
  return withMounts(op, context, (container) => container.withExec([`/bin/${op.shell}`, "-c", agent + op.script]))
}
