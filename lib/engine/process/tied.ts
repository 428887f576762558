import { platform } from "node:os"

/**
 * The same command, tied to this process: the kernel sends it `signal` when this process ends, however it ends
 * (`kill -9` too). On systems without util-linux the command is left as it is.
 */
export function tied(command: readonly string[], signal: "KILL" | "TERM" = "KILL"): readonly string[] {
  return platform() === "linux" ? ["setpriv", "--pdeathsig", signal, "--", ...command] : command
}
