import { existsSync, readFileSync } from "node:fs"
import { cgroupMounts } from "../engine/embedded/cgroups.ts"
import type { Finding } from "./finding.ts"

/** Which control groups a host has: v1 has a hierarchy for each controller, v2 one for all. */
export function cgroupVersion(mountinfo: string): "v1" | "v2" | undefined {
  const mounts = cgroupMounts(mountinfo)
  if (mounts.length === 0) return undefined
  return / - cgroup /.test(mountinfo) ? "v1" : "v2"
}

export function controlGroups(): Finding {
  const file = "/proc/self/mountinfo"
  const version = existsSync(file) ? cgroupVersion(readFileSync(file, "utf8")) : undefined
  if (version) return { name: "cgroups", ok: true, detail: version }
  return {
    name: "cgroups",
    ok: false,
    detail: "no control groups are mounted",
    remedy: "mount them: mount -t cgroup2 none /sys/fs/cgroup",
  }
}
