import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { cgroupMounts } from "../../lib/engine/embedded/cgroups.ts"
import { runCommand } from "../../lib/engine/process/run-command.ts"

function walk(folder: string, depth = 12): readonly string[] {
  if (depth === 0 || !existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? [path, ...walk(path, depth - 1)] : [path]
  })
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return "unreadable"
  }
}

/** Path, kind, size and time of change of every file below a folder. */
function files(folder: string): readonly string[] {
  return walk(folder).map((path) => {
    const { mode, size, mtimeMs } = lstatSync(path)
    return `${path} ${mode.toString(8)} ${size} ${mtimeMs}`
  })
}

/** Counters and random numbers, which change by themselves. */
const volatile =
  /random\/|ns_last_pid|\/fs\/(dentry|inode|file-nr|aio-nr|quota)|pty\/nr|kernel\/(perf|sched)|conntrack_count|nr_/

function sysctls(): readonly string[] {
  return ["/proc/sys/net", "/proc/sys/kernel", "/proc/sys/vm", "/proc/sys/fs"]
    .flatMap((folder) => walk(folder))
    .filter((path) => !volatile.test(path) && lstatSync(path).isFile())
    .map((path) => `${path}=${read(path).trim()}`)
}

async function output(command: readonly string[]): Promise<string> {
  const { stdout, missing } = await runCommand(command)
  return missing ? "not installed" : stdout.replace(/\[\d+:\d+\]|valid_lft.*|^#.*$/gm, "")
}

/**
 * Control groups of this machine, but for those of other engines, which come and go. Only the outermost: session managers
 * make and remove inner ones all the time, and what a daemon makes outside its own it makes out there (`/docker`, `/buildkit`).
 */
function cgroups(): readonly string[] {
  return cgroupMounts(read("/proc/self/mountinfo"))
    .flatMap((mount) => walk(mount, 1).filter((path) => existsSync(join(path, "cgroup.procs"))))
    .filter((path) => !/\/strata-/.test(path))
}

/** Everything of a host that an engine could change and must not, as lines that can be compared. */
export async function hostSnapshot(): Promise<Readonly<Record<string, readonly string[]>>> {
  const text = async (command: readonly string[]) => (await output(command)).split("\n")
  return {
    mounts: read("/proc/self/mountinfo").split("\n"),
    addresses: await text(["ip", "-o", "address"]),
    interfaces: readdirSync("/sys/class/net"),
    routes: [
      read("/proc/net/route"),
      read("/proc/net/ipv6_route").replace(/ [0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{8} /g, " "),
    ],
    firewall: [
      ...(await text(["iptables-save"])),
      ...(await text(["nft", "list", "ruleset"])),
      read("/proc/net/ip_tables_names"),
    ],
    sysctls: sysctls(),
    modules: read("/proc/modules")
      .split("\n")
      .map((line) => line.split(" ")[0] ?? ""),
    etc: files("/etc"),
    packages: [read("/var/lib/dpkg/status"), ...files("/var/lib/apt"), ...files("/var/cache/apt")],
    cgroups: cgroups(),
  }
}
