import { distributionOf } from "../../distributions/index.ts"
import { StrataError } from "../../errors/index.ts"
import type { AnyOp, Stage } from "../../ir/index.ts"
import { raw, type ShellText, script, sh } from "../../shell/index.ts"
import { aptInstallOps } from "../apt/index.ts"
import { copyFromStage } from "../files/files.ts"
import { shortList } from "../origin.ts"
import { pipSecrets } from "../secrets.ts"
import { type Component, defineComponent, defineStep, type Step } from "../step.ts"
import { additionProgramOp, checkNothingReplaced, keepOnlyAddition, noteWhatIsThere } from "./addition.ts"
import { cleanEnvironment, cleanProgramOp, type Removable } from "./clean.ts"
import { pipCache } from "./pip-cache.ts"
import { python } from "./python.ts"

export interface VenvOptions<C extends "wheels" | never = never> {
  /** Where the environment lives; default `/opt/venv`. */
  readonly path?: string
  /** Requirements as pip takes them, pinned: `numpy==2.3.5`. */
  readonly packages: readonly string[]
  /** Index beyond the machine's configured one, e.g. for CPU-only builds of torch. */
  readonly extraIndexUrl?: string
  /** Puts its `bin` first in PATH. Default true. */
  readonly activate?: boolean
  /**
   * Where wheels are built: `base` has no compiler and takes only ready wheels; `builder` has CUDA's devel flavour and
   * everything from `.build()`, and builds from source where there is no wheel.
   */
  readonly from?: "base" | "builder"
  /** What reports call it, as in `venv(CUDA libraries)`; default: its first packages. */
  readonly name?: string
  /** Name of the builder stage; default `venv`. */
  readonly stage?: string
  /** What packages brought that may go. Default: nothing. */
  readonly remove?: readonly Removable[]
  /**
   * Stage of another environment at the same path, which this one adds to: pip takes what is there for installed, and only
   * what is new is copied, as a layer above the other's. So images that begin with the same environment share its layer.
   * Replacing something of it is an error: pin what both have to one version. `remove` takes nothing out of its layer.
   */
  readonly on?: string
  /**
   * Folders of shared libraries that every program is to find, not Python alone: below `site-packages`, `*` for any name in
   * a place. They go into the loader's configuration.
   */
  readonly libraries?: readonly string[]
  /** Makes its layer independent of those below it: equal wherever it stands, so a registry stores it once. */
  readonly link?: boolean
  /** Says that these wheels bring CUDA, as those of torch, JAX and CuPy do: then nothing else may. */
  readonly cuda?: C
}

function toolsFor(stage: Stage): readonly string[] {
  return distributionOf(stage.os).python.venv
}

/**
 * pip is not needed to run what it installed (`python3 -m ensurepip` brings it back), and neither is the setuptools that
 * came with it, unless a package asked for it.
 */
function removeInstaller(path: string, packages: readonly string[]): ShellText {
  const pip = `${path}/bin/pip`
  const asked = packages.some((name) => /^(pip|setuptools)\b/i.test(name))
  if (asked) return raw(":")
  return sh`about=$(${pip} show setuptools 2> /dev/null || true)
case "$about" in *${"Required-by: "}[A-Za-z0-9]*) ;; *) ${pip} uninstall -qy setuptools ;; esac
${pip} uninstall -qy pip`
}

function makeVenv(name: string, options: VenvOptions<"wheels">, path: string): Step {
  const remove = options.remove ?? []
  const flags = [
    "--disable-pip-version-check",
    ...(options.from === "builder" ? [] : ["--only-binary=:all:"]),
    ...(options.extraIndexUrl ? ["--extra-index-url", options.extraIndexUrl] : []),
  ]
  const adds = options.on !== undefined
  return defineStep(name, (stage, origin): readonly AnyOp[] => [
    ...aptInstallOps(
      stage,
      origin,
      { ecosystem: "apt", packages: toolsFor(stage) },
      { recommends: false, sources: [] },
    ),
    ...(remove.length === 0 ? [] : [cleanProgramOp(origin)]),
    ...(adds ? [additionProgramOp(origin)] : []),
    {
      kind: "exec",
      origin,
      shell: "sh",
      mounts: [pipCache, ...pipSecrets.mounts],
      installs: [{ ecosystem: "pip", packages: [...options.packages] }],
      script: script("sh", [
        ...pipSecrets.prologue,
        ...(adds ? [noteWhatIsThere(path)] : []),
        sh`python3 -m venv ${path}`,
        sh`${path}/bin/pip install --cache-dir ${pipCache.target} ${flags} \
  ${options.packages}`,
        ...(adds ? [checkNothingReplaced(path)] : []),
        removeInstaller(path, options.packages),
        ...(remove.length === 0 ? [] : [cleanEnvironment(path, remove)]),
        ...(adds ? [keepOnlyAddition(path)] : []),
      ]),
    },
  ])
}

const folderGlob = /^[\w.*+-]+(\/[\w.*+-]+)*$/

/** Tells the loader of folders below `site-packages`, under the name of the environment's stage. */
function announceLibraries(stage: string, path: string, libraries: readonly string[]): Step {
  const wrong = libraries.find((glob) => !folderGlob.test(glob))
  if (wrong !== undefined)
    throw new StrataError({
      code: "invalid-option",
      message: `venv() was given libraries at '${wrong}', which is no folder below site-packages`,
      fix: 'name them as "nvidia/*/lib"',
    })
  const site = sh`${path}/lib/python3*/site-packages`.text
  const folders = raw(libraries.map((glob) => `${site}/${glob}`).join(" "))
  return defineStep(`venv(${path}: libraries)`, (_, origin) => [
    {
      kind: "exec",
      origin,
      shell: "sh",
      mounts: [],
      installs: [],
      script: script("sh", [
        // Not printf: where nothing is there, this fails.
        sh`ls -d ${folders} > ${`/etc/ld.so.conf.d/strata-${stage}.conf`}`,
        raw("ldconfig\nrm -f /var/cache/ldconfig/aux-cache"),
      ]),
    },
  ])
}

/**
 * A Python virtual environment: wheels are fetched or built in a builder stage, only the environment is copied,
 * with no cache, no pip and no compiler. The runtime stage needs {@link python} of the same distribution; it is
 * installed here.
 * @throws StrataError `invalid-option` where `libraries` has what is no folder
 */
export function venv<const C extends "wheels" = never>(
  options: VenvOptions<C>,
): Component<[C] extends [never] ? never : `cuda:${C}`> {
  const path = options.path ?? "/opt/venv"
  const stage = options.stage ?? "venv"
  const name = `venv(${options.name ?? shortList(options.packages)})`
  const activate: Step = defineStep(`venv(${path})`, (_, origin) => [
    { kind: "env", origin, variables: { PATH: `${path}/bin:\${PATH}` } },
  ])
  return defineComponent(name, {
    stage,
    from: options.on ?? options.from ?? "base",
    build: [makeVenv(name, options, path)],
    survive: [
      python(),
      copyFromStage(stage, [{ from: `${path}/`, to: `${path}/` }], {
        ...(options.cuda ? { cuda: options.cuda } : {}),
        ...(options.link ? { link: true } : {}),
      }),
      ...(options.libraries?.length ? [announceLibraries(stage, path, options.libraries)] : []),
      ...(options.activate === false ? [] : [activate]),
    ],
  })
}

/** Short for {@link venv} with defaults: `pip("requests==2.32.5")`. */
export function pip(...packages: readonly string[]): Component {
  return venv({ packages })
}
