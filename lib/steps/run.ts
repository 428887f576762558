import type { Mount } from "../ir/index.ts"
import { raw, script } from "../shell/index.ts"
import { anyClientSecrets } from "./secrets.ts"
import { defineStep, type Step } from "./step.ts"

export interface RunOptions {
  /** Default `sh`; `bash` also stops when a command inside a pipe fails. */
  readonly shell?: "sh" | "bash"
  readonly mounts?: readonly Mount[]
  /** Points curl, git, pip, npm and OpenSSL at the machine's own CA bundle, where the build is given one. */
  readonly network?: boolean
}

/**
 * Runs shell text as it is. The library knows nothing of what it does: typed steps can be sized, checked and compiled
 * better. What it leaves behind is in the layer for good, so remove files in the same call that makes them.
 */
export function run(text: string, options: RunOptions = {}): Step {
  const shell = options.shell ?? "sh"
  const first = text.trim().split("\n")[0] ?? ""
  const secrets = options.network ? anyClientSecrets : { mounts: [], prologue: [] }
  return defineStep(`run(${first.length > 40 ? `${first.slice(0, 39)}…` : first})`, (_, origin) => [
    {
      kind: "exec",
      origin,
      shell,
      raw: true,
      mounts: [...(options.mounts ?? []), ...secrets.mounts],
      script: script(shell, [...secrets.prologue, raw(text.trim())]),
    },
  ])
}
