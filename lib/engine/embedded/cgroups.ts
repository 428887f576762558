import { existsSync, readdirSync, readFileSync, rmdirSync } from "node:fs"
import { join } from "node:path"

/** Mount points of control group hierarchies (v1: one per controller, v2: one), from `/proc/self/mountinfo`. */
export function cgroupMounts(mountinfo: string): readonly string[] {
  return mountinfo.split("\n").flatMap((line) => {
    const [left = "", right = ""] = line.split(" - ")
    return /^cgroup2? /.test(right) ? [left.split(" ")[4] ?? ""] : []
  })
}

/** The engine's own groups lie below the root of a hierarchy or below the group that the daemon was started in. */
const searchDepth = 6

function folders(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(path, entry.name))
  } catch {
    return []
  }
}

function find(path: string, name: string, depth: number): readonly string[] {
  if (depth === 0) return []
  return folders(path).flatMap((folder) => (folder.endsWith(`/${name}`) ? [folder] : find(folder, name, depth - 1)))
}

function removeEmpty(path: string): void {
  for (const child of folders(path)) removeEmpty(child)
  try {
    rmdirSync(path)
  } catch {
    // Not empty: something still runs in it, and the next stop removes it.
  }
}

function everyGroup(name: string): readonly string[] {
  if (!existsSync("/proc/self/mountinfo")) return []
  const mounts = cgroupMounts(readFileSync("/proc/self/mountinfo", "utf8"))
  return mounts.flatMap((mount) => find(mount, name, searchDepth))
}

function processesIn(group: string): readonly number[] {
  try {
    return readFileSync(join(group, "cgroup.procs"), "utf8").split("\n").filter(Boolean).map(Number)
  } catch {
    // The group went meanwhile.
    return []
  }
}

/** Processes of build steps in an engine called `name`: BuildKit gives each step a group below `buildkit`. */
export function stepProcesses(name: string): readonly number[] {
  const steps = everyGroup(name).flatMap((group) => folders(join(group, "buildkit")))
  return [...new Set(steps.flatMap(processesIn))]
}

/** Removes the empty control groups that an engine called `name` left behind. */
export function removeCgroups(name: string): void {
  for (const group of everyGroup(name)) removeEmpty(group)
}
