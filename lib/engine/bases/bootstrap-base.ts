import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { StrataError } from "../../errors/index.ts"
import { debianArchitecture, platformNames } from "../../ir/index.ts"
import { makeTree } from "../embedded/mmdebstrap.ts"
import type { EngineState } from "../embedded/state.ts"
import { ensureTools } from "../embedded/tools.ts"
import { requireFreeBytes } from "../host/free-bytes.ts"
import { hostMirrors } from "../host/host-apt.ts"
import { ownPlatform, runsPlatform } from "../host/runs-platform.ts"
import { platformUnavailable } from "../platform-unavailable.ts"
import { contained } from "../process/contained.ts"
import { withFileLock } from "../process/file-lock.ts"
import { lastLines } from "../process/last-lines.ts"
import { removeTree } from "../process/remove-tree.ts"
import { runCommand } from "../process/run-command.ts"
import { dateBase, finishBase, prepareBase } from "./base-recipe.ts"
import { deb822 } from "./deb822.ts"

export interface BootstrapRequest {
  readonly suite: string
  readonly include?: readonly string[]
  /** `os/arch` that it is for; default: what this machine is. */
  readonly platform?: string
}

export interface BootstrapOptions {
  readonly onNote?: (text: string) => void
  readonly signal?: AbortSignal
  /** Makes it anew even though there is one. */
  readonly refresh?: boolean
}

/** A root file system as a tar in the engine's folder. */
export interface BootstrappedBase {
  readonly tar: string
  /** When its packages were fetched: milliseconds since the epoch. */
  readonly madeAt: number
}

/** Tree and tar of a minimal Debian while it is made: 2 x 80 MB, lists and packages 100 MB (measured, bookworm). */
const neededBytes = 400e6

/**
 * Suites in which nothing but the package `usrmerge` makes `/bin` a link, and that brings all of perl (48 MB, which the
 * official image does not have): mmdebstrap's hook makes the links instead. From trixie on they are in `base-files`.
 */
const mergedByHook: readonly string[] = ["bullseye", "bookworm"]

/** Debian's architecture of a base that is for another platform than this machine is. */
function foreignArchitecture({ platform }: BootstrapRequest): string | undefined {
  return platform === undefined || platform === ownPlatform() ? undefined : debianArchitecture(platform)
}

/** Names a base by its suite, and its architecture, and by how it is made: a better recipe makes a new one. */
export function baseName(request: BootstrapRequest): string {
  const foreign = foreignArchitecture(request)
  const recipe = [request.suite, request.include ?? [], mergedByHook, prepareBase, finishBase]
  const content = JSON.stringify(foreign === undefined ? recipe : [...recipe, foreign])
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8)
  return [request.suite, ...(foreign === undefined ? [] : [foreign]), hash].join("-")
}

interface Making {
  readonly tree: string
  readonly tar: string
  readonly signal?: AbortSignal
}

async function makeMinimalTree(state: EngineState, request: BootstrapRequest, { tree, signal }: Making): Promise<void> {
  const tools = await withFileLock(join(state.shared, "root.lock"), () => ensureTools(state))
  // Where packages come over TLS, apt in the image's steps needs authorities to check it with.
  const tls = Object.values(await hostMirrors()).some((uri) => uri.startsWith("https:"))
  const include = [...(request.include ?? []), ...(tls ? ["ca-certificates"] : [])]
  const content = { suite: request.suite, variant: "minbase", include, updates: true } as const
  const hookFolders = mergedByHook.includes(request.suite) ? ["merged-usr"] : []
  const hooks = { hookFolders, setupHooks: [prepareBase], customizeHooks: [dateBase] }
  const foreign = foreignArchitecture(request)
  const architecture = foreign === undefined ? {} : { architecture: foreign }
  await makeTree(state, tools, { ...content, ...hooks, ...architecture, target: tree }, signal)
  const sources = readFileSync(join(tree, "etc/apt/sources.list"), "utf8")
  writeFileSync(join(tree, "etc/apt/sources.list.d/debian.sources"), deb822(sources))
}

async function pack(request: BootstrapRequest, { tree, tar, signal }: Making): Promise<void> {
  const epoch = readFileSync(`${tree}.epoch`, "utf8").trim() || "0"
  const command = contained(["sh", "-c", finishBase, "sh", tree, epoch, `${tar}.part`])
  const { exitCode, stderr } = await runCommand(command, signal ? { signal, stopSignal: "SIGKILL" } : {})
  if (exitCode !== 0)
    throw new StrataError({
      code: signal?.aborted ? "interrupted" : "base-unavailable",
      message: `cannot pack Debian ${request.suite}`,
      detail: lastLines(stderr, 8),
    })
}

/** The tar appears under its name only when it is complete; whatever an earlier, killed attempt left goes first. */
async function make(state: EngineState, request: BootstrapRequest, tar: string, signal?: AbortSignal): Promise<void> {
  const making = { tree: `${tar}.tree`, tar, ...(signal ? { signal } : {}) }
  const clean = async () => {
    await removeTree(making.tree)
    for (const file of [`${making.tree}.epoch`, `${tar}.part`]) rmSync(file, { force: true })
  }
  await clean()
  try {
    await makeMinimalTree(state, request, making)
    await pack(request, making)
    renameSync(`${tar}.part`, tar)
  } finally {
    await clean()
  }
}

/** Packages configure themselves as they are unpacked, with programs of their own architecture. */
async function requireEmulation({ platform }: BootstrapRequest): Promise<void> {
  const known = platformNames.find((name) => name === platform)
  if (known !== undefined && !(await runsPlatform(known))) throw platformUnavailable(known, "this machine")
}

/**
 * The root file system of a minimal Debian, made with mmdebstrap from the host's mirror (10 to 60 s) unless there is
 * one already: it is kept until `engine down --purge` or a refresh. Needs root and Linux.
 * @throws StrataError `base-unavailable`, `platform-unavailable`, `network`, `disk-full`, `interrupted`
 */
export async function bootstrapBase(
  state: EngineState,
  request: BootstrapRequest,
  options: BootstrapOptions = {},
): Promise<BootstrappedBase> {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    throw new StrataError({
      code: "base-unavailable",
      message: `no registry answers, and making Debian ${request.suite} here needs root on Linux`,
      fix: "run as root, or load the base image into the engine first",
    })
  const folder = join(state.shared, "bases")
  mkdirSync(folder, { recursive: true })
  const name = baseName(request)
  const [tar, record] = [join(folder, `${name}.tar`), join(folder, `${name}.json`)]
  const note = options.onNote ?? (() => {})
  return withFileLock(
    join(folder, `${name}.lock`),
    async () => {
      if (options.refresh || !existsSync(tar) || !existsSync(record)) {
        await requireEmulation(request)
        requireFreeBytes(folder, neededBytes, `a Debian ${request.suite} base`)
        const foreign = foreignArchitecture(request)
        const time = foreign === undefined ? "10 to 60 s" : `${foreign} by emulation, one to two minutes`
        note(`making the Debian ${request.suite} base with mmdebstrap: ${time}`)
        await make(state, request, tar, options.signal)
        writeFileSync(record, JSON.stringify({ suite: request.suite, madeAt: Date.now() }))
      }
      const { madeAt } = JSON.parse(readFileSync(record, "utf8")) as { madeAt: number }
      return { tar, madeAt }
    },
    () => note(`waiting: another command makes the Debian ${request.suite} base`),
  )
}
