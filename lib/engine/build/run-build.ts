import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { StrataError } from "../../errors/index.ts"
import { resolveBase } from "../bases/resolve-base.ts"
import { buildxCommand, type Client, dockerCommand } from "../client/client.ts"
import type { EngineState } from "../embedded/state.ts"
import { freeBytes } from "../host/free-bytes.ts"
import { proxyVariables } from "../host/proxy-variables.ts"
import type { BuildEvent, BuildRequest, BuildResult, EngineInfo } from "../types.ts"
import { buildArguments } from "./build-arguments.ts"
import { buildFailure, noSpace } from "./build-failure.ts"
import { type BuildLog, buildLog } from "./build-log.ts"
import { diskFull, neededBytes, parseSystemDf } from "./disk.ts"
import { plainReader } from "./plain-progress.ts"
import { rawJsonReader } from "./raw-json.ts"

export interface BuildPlace {
  readonly client: Client
  readonly info: EngineInfo
  readonly state: EngineState
  /** Where the engine's data lie on this host, if they do. */
  readonly dataRoot?: string
}

export interface BuildHooks {
  readonly onEvent?: (event: BuildEvent) => void
  readonly signal?: AbortSignal
}

/** buildx has `--progress=rawjson` since 0.13; an unknown version is taken for an old one. */
export function hasRawJson(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number)
  return major > 0 || minor >= 13
}

async function diskError(place: BuildPlace, needed?: number, detail?: string): Promise<StrataError> {
  const { stdout } = await dockerCommand(place.client, ["system", "df", "--format", "json"])
  return diskFull(
    {
      ...(needed === undefined ? {} : { neededBytes: needed }),
      ...(place.dataRoot === undefined ? {} : { freeBytes: freeBytes(place.dataRoot) }),
      place: place.dataRoot ? `'${place.dataRoot}'` : "the docker daemon",
      reclaimable: parseSystemDf(stdout),
      embedded: place.info.name === "embedded",
    },
    detail,
  )
}

async function checkDisk(place: BuildPlace, request: BuildRequest): Promise<void> {
  if (request.expectedBytes === undefined || place.dataRoot === undefined) return
  const needed = neededBytes(request.expectedBytes, place.info.store)
  if (freeBytes(place.dataRoot) < needed) throw await diskError(place, needed)
}

async function resolveBases(place: BuildPlace, request: BuildRequest, hooks: BuildHooks) {
  const onNote = (text: string) => hooks.onEvent?.({ kind: "note", text })
  const resolved = []
  for (const base of request.bases)
    resolved.push(
      await resolveBase(place.client, place.state, base, {
        onNote,
        refresh: request.refreshBases ?? false,
        ...(hooks.signal ? { signal: hooks.signal } : {}),
      }),
    )
  const contexts = resolved.flatMap(({ used, context }) =>
    context === undefined ? [] : [[used.ref, context] as const],
  )
  return { bases: resolved.map(({ used }) => used), contexts: Object.fromEntries(contexts) }
}

async function buildError(
  place: BuildPlace,
  log: BuildLog,
  rest: readonly string[],
  hooks: BuildHooks,
): Promise<StrataError> {
  if (hooks.signal?.aborted)
    return new StrataError({
      code: "interrupted",
      message: "the build was stopped",
      fix: "what was built so far is kept in the cache",
    })
  const failed = log.failed()
  const text = [failed?.error ?? "", ...(failed?.lines ?? []), ...rest].join("\n")
  const full = noSpace.test(text) && (place.dataRoot === undefined || freeBytes(place.dataRoot) < 1e9)
  return full
    ? diskError(
        place,
        undefined,
        text
          .split("\n")
          .filter((line) => noSpace.test(line))
          .slice(-3)
          .join("\n"),
      )
    : buildFailure(failed, rest)
}

/** Runs one build to its end. @throws StepFailure, StrataError `disk-full`, `base-unavailable`, `build-failed`, `interrupted` */
export async function runBuild(place: BuildPlace, request: BuildRequest, hooks: BuildHooks = {}): Promise<BuildResult> {
  const begun = Date.now()
  await checkDisk(place, request)
  const { bases, contexts } = await resolveBases(place, request, hooks)
  const folder = await mkdtemp(join(tmpdir(), "strata-result-"))
  try {
    const rawjson = hasRawJson(place.info.buildxVersion)
    const reader = rawjson ? rawJsonReader() : plainReader()
    const log = buildLog()
    const metadataFile = join(folder, "metadata.json")
    const args = buildArguments(request, {
      builder: place.client.builder,
      progress: rawjson ? "rawjson" : "plain",
      metadataFile,
      contexts,
      buildArgs: proxyVariables(),
    })
    const decoder = new TextDecoder()
    const { exitCode } = await buildxCommand(place.client, args, {
      keepBytes: 1,
      stopSignal: "SIGINT",
      onStderr(chunk) {
        for (const status of reader.add(decoder.decode(chunk, { stream: true })))
          for (const event of log.add(status)) hooks.onEvent?.(event)
      },
      ...(hooks.signal ? { signal: hooks.signal } : {}),
    })
    reader.add("\n")
    if (exitCode !== 0) throw await buildError(place, log, reader.rest, hooks)
    const metadata = JSON.parse(await readFile(metadataFile, "utf8")) as Record<string, string>
    return {
      imageId: metadata["containerimage.config.digest"] ?? "",
      tags: request.tags,
      steps: log.steps(),
      bases,
      seconds: (Date.now() - begun) / 1000,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
