import { script, sh } from "../../shell/index.ts"
import { defineStep, type Step } from "../step.ts"

export interface UserOptions {
  /** Default 1000. */
  readonly uid?: number
  /** Default: the uid. */
  readonly gid?: number
  /** Default `/bin/bash`. */
  readonly shell?: string
  /** Further groups that exist already, e.g. `["video", "render"]`. */
  readonly groups?: readonly string[]
}

/** Makes a user with a home folder and lets everything after it, and the image's container, run as that user. */
export function user(name: string, options: UserOptions = {}): Step {
  const uid = options.uid ?? 1000
  const gid = options.gid ?? uid
  return defineStep(`user(${name})`, (_, origin) => [
    {
      kind: "exec",
      origin,
      shell: "sh",
      mounts: [],
      script: script("sh", [
        sh`groupadd --gid ${gid} ${name}`,
        // --no-log-init: the lastlog file would be sparse but huge for a high uid.
        sh`useradd --no-log-init --create-home --uid ${uid} --gid ${gid} --shell ${options.shell ?? "/bin/bash"} ${name}`,
        options.groups?.length ? sh`usermod --append --groups ${options.groups.join(",")} ${name}` : undefined,
        sh`rm -f /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow- /etc/subuid- /etc/subgid-`,
      ]),
    },
    // Numbers, so that a cluster can see that it is not root without reading /etc/passwd.
    { kind: "user", origin, user: String(uid), group: String(gid) },
    { kind: "workdir", origin, path: `/home/${name}` },
  ])
}
