import { distributionOf } from "../../distributions/index.ts"
import { StrataError } from "../../errors/index.ts"
import { defaultPlatform, type Mount, platformWord, type Stage } from "../../ir/index.ts"
import { script, sh } from "../../shell/index.ts"
import { aptInstallOps } from "../apt/index.ts"
import { copyFromStage } from "../files/files.ts"
import { shortList } from "../origin.ts"
import { cleanEnvironment, cleanProgramOp, type Removable } from "../python/clean.ts"
import { pipCache } from "../python/pip-cache.ts"
import { pipSecrets } from "../secrets.ts"
import { type Component, defineComponent, defineStep, type Step } from "../step.ts"
import { installProgram } from "./install-program.ts"
import versions from "./versions.json" with { type: "json" }

/** A channel's name (`conda-forge`) or URL, or a folder: of the project, or with `from` of another stage. */
export type CondaChannel = string | { readonly folder: string; readonly from?: string }

export interface CondaOptions<C extends "conda" | never = never> {
  /** What conda calls match specs: `python=3.12`, `numpy >=2,<3`. `conda` itself only if it is asked for. */
  readonly packages: readonly string[]
  /** The first that has a package gives it. Default `conda-forge`. */
  readonly channels?: readonly CondaChannel[]
  /** Where the environment lives; default `/opt/conda`. Its files know this path, so it cannot be moved later. */
  readonly path?: string
  /** Puts its `bin` first in PATH. Default true. */
  readonly activate?: boolean
  /** What packages brought that may go. Default: all of it. */
  readonly remove?: readonly Removable[]
  /** Name of the builder stage; default `conda`. */
  readonly stage?: string
  /** Says that these packages bring CUDA: then nothing else may. */
  readonly cuda?: C
  /** CUDA version that the driver of the machines that run it offers (`__cuda`): a builder has no GPU to ask. */
  readonly driverCuda?: string
}

const everything: readonly Removable[] = ["tests", "documentation", "static-archives"]
const cacheFolder = "/var/cache/strata/conda"

/** Packages of two platforms may have one file name, and the cache knows them by that. */
function cacheMount({ platform = defaultPlatform }: Stage): Mount {
  const word = platformWord(platform)
  return { kind: "cache", id: word ? `strata-conda-${word}` : "strata-conda", target: cacheFolder, sharing: "locked" }
}

const rattler = "/opt/rattler"
const program = "/usr/local/lib/strata/install-conda.py"

/** Where a step sees each channel, and what has to be mounted for it. */
function placeChannels(channels: readonly CondaChannel[]): {
  readonly names: readonly string[]
  readonly mounts: readonly Mount[]
} {
  const placed = channels.map((channel, index) => {
    if (typeof channel === "string") return { name: channel, mounts: [] }
    const target = `/run/strata/channel-${index}`
    const { folder: source, from } = channel
    // Writable, and for nobody: an index may be written beside what it describes.
    const mount: Mount = { kind: "bind", target, source, ...(from === undefined ? {} : { from }), writable: true }
    return { name: target, mounts: [mount] }
  })
  return { names: placed.map(({ name }) => name), mounts: placed.flatMap(({ mounts }) => mounts) }
}

/** rattler comes as a wheel into the builder; nothing of it is in the image. */
function installRattler(): Step {
  const name = `py-rattler==${versions.rattler}`
  return defineStep(name, (stage, origin) => [
    ...aptInstallOps(
      stage,
      origin,
      { ecosystem: "apt", packages: distributionOf(stage.os).python.venv },
      { recommends: false, sources: [] },
    ),
    {
      kind: "exec",
      origin,
      shell: "sh",
      mounts: [pipCache, ...pipSecrets.mounts],
      installs: [{ ecosystem: "pip", packages: [name] }],
      script: script("sh", [
        ...pipSecrets.prologue,
        sh`python3 -m venv ${rattler}`,
        sh`${rattler}/bin/pip install --disable-pip-version-check --only-binary=:all: --cache-dir ${pipCache.target} ${name}`,
      ]),
    },
  ])
}

function makeEnvironment(name: string, path: string, options: CondaOptions<"conda">): Step {
  const { names, mounts } = placeChannels(options.channels ?? ["conda-forge"])
  const wanted = {
    path,
    packages: options.packages,
    channels: names,
    cache: cacheFolder,
    cuda: options.driverCuda ?? null,
  }
  const remove = options.remove ?? everything
  return defineStep(name, (stage, origin) => [
    { kind: "file", origin, path: program, content: installProgram, mode: "644" },
    ...(remove.length === 0 ? [] : [cleanProgramOp(origin)]),
    {
      kind: "exec",
      origin,
      shell: "sh",
      mounts: [cacheMount(stage), ...mounts, ...pipSecrets.mounts],
      installs: [{ ecosystem: "conda", packages: [...options.packages] }],
      script: script("sh", [
        ...pipSecrets.prologue,
        sh`${rattler}/bin/python ${program} ${JSON.stringify(wanted)}`,
        ...(remove.length === 0 ? [] : [cleanEnvironment(path, remove)]),
      ]),
    },
  ])
}

/**
 * A conda environment with no conda: solved and installed in a builder stage by rattler, cleaned there with its records
 * kept true, and only the prefix copied. `conda-meta` comes along, so conda, mamba or pixi can take it over, and
 * `strata inspect` and `verify` know each file's package.
 * @throws StrataError `invalid-option` when no package is named
 */
export function conda<const C extends "conda" = never>(
  options: CondaOptions<C>,
): Component<[C] extends [never] ? never : `cuda:${C}`> {
  const name = `conda(${shortList(options.packages)})`
  if (options.packages.length === 0)
    throw new StrataError({
      code: "invalid-option",
      message: "conda() was given no packages",
      fix: 'name them as conda does: conda({ packages: ["python=3.12", "numpy"] })',
    })
  const path = options.path ?? "/opt/conda"
  const stage = options.stage ?? "conda"
  const activate: Step = defineStep(`conda(${path})`, (_, origin) => [
    { kind: "env", origin, variables: { PATH: `${path}/bin:\${PATH}` } },
  ])
  return defineComponent(name, {
    stage,
    from: "base",
    build: [installRattler(), makeEnvironment(name, path, options)],
    survive: [
      copyFromStage(stage, [{ from: `${path}/`, to: `${path}/` }], options.cuda ? { cuda: options.cuda } : {}),
      ...(options.activate === false ? [] : [activate]),
    ],
  })
}
