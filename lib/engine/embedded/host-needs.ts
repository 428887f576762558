import { existsSync, readFileSync } from "node:fs"
import { runCommand } from "../process/run-command.ts"

/** One thing that the embedded engine needs of the host. */
export interface HostNeed {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
  readonly remedy?: string
}

async function programs(): Promise<HostNeed> {
  const wanted = ["unshare", "setpriv", "flock", "chroot", "mount", "tar"]
  const { stdout } = await runCommand([
    "sh",
    "-c",
    'for name; do command -v "$name" >/dev/null || echo "$name"; done',
    "sh",
    ...wanted,
  ])
  const missing = stdout.trim().split("\n").filter(Boolean)
  if (missing.length === 0) return { name: "programs", ok: true, detail: wanted.join(", ") }
  return {
    name: "programs",
    ok: false,
    detail: `not found: ${missing.join(", ")}`,
    remedy: "apt-get install util-linux mount tar coreutils",
  }
}

async function namespaces(): Promise<HostNeed> {
  const { exitCode, stderr } = await runCommand([
    "unshare",
    "--mount",
    "--propagation",
    "private",
    "--pid",
    "--fork",
    "--mount-proc",
    "true",
  ])
  if (exitCode === 0) return { name: "namespaces", ok: true, detail: "mount and process namespaces can be made" }
  return {
    name: "namespaces",
    ok: false,
    detail: stderr.trim() || "unshare fails",
    remedy: "allow CAP_SYS_ADMIN: in a container that is `docker run --privileged`",
  }
}

function overlay(): HostNeed {
  const known = existsSync("/proc/filesystems") && /\boverlay$/m.test(readFileSync("/proc/filesystems", "utf8"))
  if (known) return { name: "overlayfs", ok: true, detail: "the kernel has it" }
  return { name: "overlayfs", ok: false, detail: "the kernel does not list it", remedy: "modprobe overlay" }
}

async function apt(): Promise<HostNeed> {
  const { stdout, missing } = await runCommand(["apt-get", "--version"])
  if (!missing) return { name: "apt", ok: true, detail: stdout.split("\n")[0] ?? "" }
  return {
    name: "apt",
    ok: false,
    detail: "apt-get is not installed",
    remedy: "the embedded engine needs Debian, Ubuntu or a derivative; elsewhere install Docker",
  }
}

async function perl(): Promise<HostNeed> {
  const { stdout, missing } = await runCommand(["perl", "-e", "print $^V"])
  if (!missing) return { name: "perl", ok: true, detail: stdout }
  return { name: "perl", ok: false, detail: "perl is not installed", remedy: "apt-get install perl" }
}

function root(): HostNeed {
  const uid = process.getuid?.()
  if (uid === 0) return { name: "root", ok: true, detail: "running as root" }
  return {
    name: "root",
    ok: false,
    detail: `running as user ${uid}`,
    remedy: "run as root (sudo), or install Docker and join its group",
  }
}

/** Checks in under 0.1 s whether the embedded engine can work here; changes nothing. */
export async function hostNeeds(): Promise<readonly HostNeed[]> {
  if (process.platform !== "linux")
    return [
      {
        name: "linux",
        ok: false,
        detail: `this is ${process.platform}`,
        remedy: "install Docker and use it as the engine",
      },
    ]
  const rootNeed = root()
  // Without root the other ways of failing say nothing new.
  if (!rootNeed.ok) return [rootNeed, overlay(), await apt(), await perl()]
  return [rootNeed, overlay(), ...(await Promise.all([programs(), namespaces(), apt(), perl()]))]
}
