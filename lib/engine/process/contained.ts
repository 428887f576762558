import { tied } from "./tied.ts"

/**
 * The same command in mount and process namespaces of its own and tied to this process. When this process or any of
 * the wrappers is killed, everything that the command started ends with it, and its mounts go with the namespace.
 */
export function contained(command: readonly string[]): readonly string[] {
  return tied([
    "unshare",
    "--mount",
    "--propagation",
    "private",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
    "--",
    ...command,
  ])
}
