import type { BuildRequest } from "../types.ts"
import { cacheFlags } from "./cache-flags.ts"

export interface BuildSettings {
  readonly builder: string
  readonly progress: "rawjson" | "plain"
  readonly metadataFile: string
  /** Named contexts beyond the request's own, e.g. a base that the engine brings: name -> value. */
  readonly contexts: Readonly<Record<string, string>>
  /** Predefined build arguments (proxies): they are in no layer, no history and no cache key. */
  readonly buildArgs: Readonly<Record<string, string>>
}

function pairs(flag: string, record: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(record).flatMap(([name, value]) => [flag, `${name}=${value}`])
}

function csv(name: string, value: string): string {
  const text = `${name}=${value}`
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Arguments of `buildx build`. Steps use the host's network: the embedded engine has none of its own. Provenance is
 * off, because an attestation would make an index of what is to be one image.
 */
export function buildArguments(request: BuildRequest, settings: BuildSettings): readonly string[] {
  return [
    "build",
    `--builder=${settings.builder}`,
    `--progress=${settings.progress}`,
    `--metadata-file=${settings.metadataFile}`,
    "--network=host",
    "--allow=network.host",
    "--provenance=false",
    "--load",
    `--file=${request.dockerfile}`,
    ...(request.target === undefined ? [] : [`--target=${request.target}`]),
    ...(request.platform === undefined ? [] : [`--platform=${request.platform}`]),
    ...request.tags.map((tag) => `--tag=${tag}`),
    ...pairs("--build-context", { ...request.contexts, ...settings.contexts }),
    ...pairs("--build-arg", settings.buildArgs),
    ...Object.entries(request.secrets).flatMap(([id, file]) => [
      "--secret",
      [csv("id", id), csv("src", file)].join(","),
    ]),
    ...cacheFlags(request.cacheFrom, request.cacheTo),
    ...(request.noCache ? ["--no-cache"] : []),
    "--",
    request.contextDirectory,
  ]
}
