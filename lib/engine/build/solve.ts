import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buildxCommand } from "../client/client.ts"
import { watchLowestFree } from "../host/lowest-free.ts"
import { proxyVariables } from "../host/proxy-variables.ts"
import type { BuildEvent, BuildRequest } from "../types.ts"
import { buildArguments } from "./build-arguments.ts"
import { type BuildLog, buildLog } from "./build-log.ts"
import type { BuildPlace } from "./build-place.ts"
import { plainReader } from "./plain-progress.ts"
import { rawJsonReader } from "./raw-json.ts"

export interface BuildHooks {
  readonly onEvent?: (event: BuildEvent) => void
  /** Stops the build: the client is told, and killed if it does not end. */
  readonly signal?: AbortSignal
}

/** How a run of buildx ended. */
export interface Solved {
  readonly ok: boolean
  /** Digest of the image config; empty where there is none. */
  readonly imageId: string
  /** Digest of the image's manifest, where buildx tells it. */
  readonly manifest?: string
  readonly log: BuildLog
  /** What buildx said beside its progress: mostly the error. */
  readonly rest: readonly string[]
  /** The fewest bytes that were free meanwhile. */
  readonly lowestFreeBytes: number
}

/** buildx has `--progress=rawjson` since 0.13; an unknown version is taken for an old one. */
export function hasRawJson(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number)
  return major > 0 || minor >= 13
}

/** What buildx tells of the image that it made. */
async function readDigests(metadataFile: string): Promise<Pick<Solved, "imageId" | "manifest">> {
  const metadata = JSON.parse(await readFile(metadataFile, "utf8")) as Record<string, unknown>
  const { "containerimage.config.digest": config, "containerimage.digest": manifest } = metadata
  return {
    imageId: typeof config === "string" ? config : "",
    ...(typeof manifest === "string" ? { manifest } : {}),
  }
}

/** Runs `buildx build` to its end, good or bad. `contexts` are those of the bases that the engine brings. */
export async function solve(
  place: BuildPlace,
  request: BuildRequest,
  contexts: Readonly<Record<string, string>>,
  hooks: BuildHooks,
): Promise<Solved> {
  const folder = await mkdtemp(join(tmpdir(), "strata-result-"))
  const disk = watchLowestFree(place.dataRoot)
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
    const read = (text: string) => {
      for (const status of reader.add(text)) for (const event of log.add(status)) hooks.onEvent?.(event)
    }
    const { exitCode } = await buildxCommand(place.client, args, {
      keepBytes: 1,
      stopSignal: "SIGINT",
      onStderr: (chunk) => read(decoder.decode(chunk, { stream: true })),
      ...(hooks.signal ? { signal: hooks.signal } : {}),
    })
    read("\n")
    const ok = exitCode === 0
    const digests = ok ? await readDigests(metadataFile) : { imageId: "" }
    return { ok, ...digests, log, rest: reader.rest, lowestFreeBytes: disk.lowest() }
  } finally {
    disk.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
