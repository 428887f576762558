import { distributionOf } from "../../distributions/index.ts"
import type { Stage } from "../../ir/index.ts"
import type { LazyInstaller } from "./installer.ts"
import type { LazyArchive, LazySource } from "./source.ts"

function unpacker(format: LazyArchive["format"]): readonly string[] {
  switch (format) {
    case "tar.xz":
      return ["xz-utils"]
    case "zip":
      return ["unzip"]
    case "tar.gz":
      return []
  }
}

function fetcher(url: string): readonly string[] {
  return url.startsWith("https:") ? ["ca-certificates", "curl"] : ["curl"]
}

function needsOf(source: LazySource, os: string): readonly string[] {
  switch (source.kind) {
    case "apt":
      return []
    case "archive":
      return [...fetcher(source.url), ...unpacker(source.format)]
    case "file":
      return fetcher(source.url)
    case "npm":
      return []
    case "pip":
      return distributionOf(os).python.venv
  }
}

function installedIn(stage: Stage): ReadonlySet<string> {
  const installs = stage.ops.flatMap((op) => (op.kind === "exec" ? (op.installs ?? []) : []))
  return new Set(
    installs
      .filter(({ ecosystem }) => ecosystem === "apt")
      .flatMap(({ packages }) => packages.map((name) => name.replace(/[=/:].*$/, ""))),
  )
}

/** apt packages that the programs run and that no step before this one installs, each once. */
export function missingNeeds(stage: Stage, installers: readonly LazyInstaller[]): readonly string[] {
  const there = installedIn(stage)
  const needs = new Set(installers.flatMap(({ source }) => needsOf(source, stage.os)))
  return [...needs].filter((name) => !there.has(name)).sort()
}
