import type { defineStep } from "strata-images"
import type { Install } from "../../../../lib/ir/index.ts"
import { type ShellText, script } from "../../../../lib/shell/index.ts"
import { type ClientSecrets, noSecrets } from "./client.ts"

interface ByHandOptions {
  /** The machine's own settings for the clients that fetch. */
  readonly client?: ClientSecrets
  /** What it installs, where the rules may know: a second CUDA is what they exist to refuse. */
  readonly installs?: readonly Install[]
}

/** The ops of a RUN as a team writes it: into the image itself, whatever it leaves there. */
export function byHand(
  lines: readonly ShellText[],
  { client = noSecrets, installs = [] }: ByHandOptions = {},
): Parameters<typeof defineStep>[1] {
  return (_, origin) => [
    {
      kind: "exec",
      origin,
      shell: "sh",
      raw: true,
      mounts: client.mounts,
      ...(installs.length === 0 ? {} : { installs }),
      script: script("sh", [...client.prologue, ...lines]),
    },
  ]
}
