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

/** Removes the empty control groups that an engine called `name` left behind. */
export function removeCgroups(name: string): void {
  if (!existsSync("/proc/self/mountinfo")) return
  for (const mount of cgroupMounts(readFileSync("/proc/self/mountinfo", "utf8")))
    for (const group of find(mount, name, searchDepth)) removeEmpty(group)
}
