import {
  type AnyOp,
  defaultPlatform,
  type ExecOp,
  type Install,
  type Mount,
  type Origin,
  platformWord,
  type Stage,
} from "../../ir/index.ts"
import { raw, type ShellText, script, sh, wrapWords } from "../../shell/index.ts"
import { anyClientSecrets } from "../secrets.ts"
import { type AptSource, aptSourceOps, platformsOf } from "./source.ts"

/** Not apt's own folder: the `docker-clean` hooks of official images empty that one after every package. */
const archives = "/var/cache/strata/apt"
const lists = "/var/lib/apt/lists"

/**
 * apt holds locks in both folders, so two installs cannot share them at one time. Every builder stage has its own, or
 * stages that could run side by side would wait for each other. So does every platform: apt throws away lists of others.
 */
function aptMounts(stage: Stage): readonly Mount[] {
  const word = platformWord(stage.platform ?? defaultPlatform)
  const name = [stage.os, ...(stage.kind === "runtime" ? [] : [stage.name]), ...(word ? [word] : [])].join("-")
  return [
    { kind: "cache", id: `strata-apt-archives-${name}`, target: archives, sharing: "locked" },
    { kind: "cache", id: `strata-apt-lists-${name}`, target: lists, sharing: "locked" },
  ]
}

/**
 * Gives apt further areas of the archive that the base already uses, by writing each of its sources once more with
 * those areas: mirror and key stay whatever the base has.
 */
function enableComponents(components: readonly string[]): ShellText {
  const areas = components.join(" ")
  const name = components.join("-")
  return raw(
    [
      "for list in /etc/apt/sources.list.d/*.sources; do",
      `  if [ -e "$list" ]; then case "$list" in */strata-*) ;; *)`,
      `    ${sh`sed ${`s/^Components:.*/Components: ${areas}/`}`.text} "$list" > ${sh`${`/etc/apt/sources.list.d/strata-${name}`}`.text}-"$(basename "$list")"`,
      "  esac; fi",
      "done",
      "if [ -s /etc/apt/sources.list ]; then",
      `  ${sh`sed -n -E ${`s/^(deb .*) main( .*)?$/\\1 ${areas}/p`}`.text} /etc/apt/sources.list > ${sh`${`/etc/apt/sources.list.d/strata-${name}.list`}`.text}`,
      "fi",
    ].join("\n"),
  )
}

/** Logs and copies that apt and dpkg leave behind; this op made them, so this op removes them. */
const removeTraces = raw(
  "rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \\\n" +
    "  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache",
)

/**
 * apt with what every install here needs: archives kept in the cache mount, and no binary caches of the package lists,
 * which would land in the layer (70 MB on Debian 12 with `non-free`).
 */
const aptGet = raw(
  [
    "apt_get() {",
    `  apt-get -o Dir::Cache::archives=${archives} -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \\`,
    `    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"`,
    "}",
  ].join("\n"),
)

/** Ops that install distribution packages: the files of extra sources, then one exec. */
export function aptInstallOps(
  stage: Stage,
  origin: Origin,
  install: Install,
  options: { readonly recommends: boolean; readonly sources: readonly AptSource[] },
): readonly AnyOp[] {
  const platforms = platformsOf(options.sources)
  const https = options.sources.some((source) => source.uri.startsWith("https:"))
  const exec: ExecOp = {
    kind: "exec",
    origin,
    shell: "sh",
    mounts: [...aptMounts(stage), ...(https ? anyClientSecrets.mounts : [])],
    installs: [install],
    ...(platforms === undefined ? {} : { platforms }),
    script: script("sh", [
      raw("export DEBIAN_FRONTEND=noninteractive"),
      ...(https ? anyClientSecrets.prologue : []),
      install.components ? enableComponents(install.components) : undefined,
      aptGet,
      raw("apt_get update -q"),
      sh`apt_get install -qy ${[options.recommends ? "--install-recommends" : "--no-install-recommends"]} \
  ${wrapWords(install.packages)}`,
      removeTraces,
    ]),
  }
  return [...options.sources.flatMap((source) => aptSourceOps(source, origin)), exec]
}
