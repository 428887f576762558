import { type CompiledDockerfile, compileDockerfile } from "../backends/dockerfile/index.ts"
import { hostSecrets } from "../engine/host/host-secrets.ts"
import { openEngine, storeFor } from "../engine/index.ts"
import { requirePlatform } from "../engine/require-platform.ts"
import type { BuildEvent, BuildResult, CacheLocation, Engine, EngineChoice, StoreName } from "../engine/types.ts"
import { measureImage } from "../inspect/measure-image.ts"
import type { Image } from "../ir/index.ts"
import { collectMetrics, type Metrics } from "../metrics/index.ts"
import { type Exported, exportImage } from "./export-image.ts"
import { atTheUsersLine } from "./failure.ts"
import { openBuilt } from "./open-built.ts"
import type { OutputSpec } from "./output.ts"
import { runsCommands } from "./runs-commands.ts"
import { makeWorkspace } from "./workspace.ts"

export interface BuildOptions {
  /** Default `auto`: the first engine that answers. */
  readonly engine?: EngineChoice
  /** Name of the buildx builder that does the work; its result is loaded into the engine. Default: the engine's own. */
  readonly builder?: string
  readonly store?: StoreName
  /** Names of the result in the engine; default: none, only its id. */
  readonly tags?: readonly string[]
  readonly output?: OutputSpec
  readonly cacheFrom?: readonly CacheLocation[]
  readonly cacheTo?: readonly CacheLocation[]
  readonly noCache?: boolean
  /** Makes bases anew that were made on this machine before. */
  readonly refreshBases?: boolean
  /** Folder of the user's own files. */
  readonly contextDirectory: string
  /** Bytes the image is expected to take, for the check of the disk. */
  readonly expectedBytes?: number
  /** Also takes the compressed bytes of every layer with gzip; it costs about 25 s a gigabyte. */
  readonly compressed?: boolean
  readonly onEvent?: (event: BuildEvent) => void
  readonly signal?: AbortSignal
}

/** Bases as an engine is asked for them. */
function basesOf(compiled: CompiledDockerfile): Parameters<Engine["build"]>[0]["bases"] {
  return compiled.bases.map(({ ref, digest, bootstrapSuite }) => ({
    ref: digest === undefined ? ref : `${ref}@${digest}`,
    ...(bootstrapSuite === undefined ? {} : { bootstrap: { suite: bootstrapSuite } }),
  }))
}

async function runEngine(
  engine: Engine,
  image: Image,
  compiled: CompiledDockerfile,
  options: BuildOptions,
): Promise<BuildResult> {
  const workspace = await makeWorkspace(compiled)
  const secrets = await hostSecrets(compiled.secrets)
  const { tags, cacheFrom, cacheTo, noCache, refreshBases, expectedBytes, onEvent, signal } = options
  try {
    return await engine.build(
      {
        contextDirectory: compiled.usesContext ? options.contextDirectory : workspace.emptyContext,
        dockerfile: workspace.dockerfile,
        contexts: workspace.contexts,
        target: image.target,
        platform: image.platform,
        tags: tags ?? [],
        bases: basesOf(compiled),
        secrets: secrets.files,
        ...(cacheFrom ? { cacheFrom } : {}),
        ...(cacheTo ? { cacheTo } : {}),
        ...(noCache ? { noCache } : {}),
        ...(refreshBases ? { refreshBases } : {}),
        ...(expectedBytes === undefined ? {} : { expectedBytes }),
      },
      { ...(onEvent ? { onEvent } : {}), ...(signal ? { signal } : {}) },
    )
  } catch (error) {
    throw atTheUsersLine(error, compiled)
  } finally {
    await Promise.all([workspace.remove(), secrets.remove()])
  }
}

/**
 * Builds an image definition: compiles it, runs it on an engine, writes the output that was asked for, and accounts for
 * every layer. The metrics come from the layers themselves.
 * @throws StrataError `engine-unavailable`, `platform-unavailable`, `engine-start-failed`, `disk-full`, `base-unavailable`, `output-failed`,
 * `interrupted`; StepFailure where a step failed, naming it and the user's line.
 */
export async function buildImage(image: Image, options: BuildOptions): Promise<Metrics> {
  const compiled = compileDockerfile(image)
  const onNote = (text: string): void => options.onEvent?.({ kind: "note", text })
  const { builder, signal } = options
  const engine = await openEngine({
    choice: options.engine ?? "auto",
    store: storeFor(options),
    onNote,
    ...(builder === undefined ? {} : { builder }),
    ...(signal ? { signal } : {}),
  })
  if (runsCommands(image)) await requirePlatform(engine, image.platform)
  const result = await runEngine(engine, image, compiled, options)
  const stored = await openBuilt(engine, result)
  try {
    const measure = await measureImage(stored)
    const exported: Exported = await exportImage(stored, options, onNote)
    return collectMetrics({
      image,
      compiled,
      engine: engine.info,
      result,
      history: stored.history,
      measure,
      ...(exported.compressed ? { compressed: exported.compressed } : {}),
      ...(exported.output ? { output: exported.output } : {}),
      time: new Date(),
    })
  } finally {
    await stored.close()
  }
}
