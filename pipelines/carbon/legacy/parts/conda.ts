import { apt, type Component, copyFromStage, defineComponent, defineStep, env, python, type Step } from "strata-images"
import { raw, type ShellText, sh } from "../../../../lib/shell/index.ts"
import list from "../../lists/conda.json" with { type: "json" }
import type { Contribution, LegacyOs, Setting } from "../contribution.ts"
import { byHand } from "./by-hand.ts"
import { pythonClient } from "./client.ts"

export const condaPrefix = "/opt/conda"

/** A conda environment: a Python and what pip would call requirements. */
export interface Environment {
  readonly name: string
  readonly python: string
  readonly packages: readonly string[]
}

const baseEnvironments: readonly Environment[] = Object.entries(list.environments).map(([name, environment]) => ({
  name,
  ...environment,
}))

function pathOf(name: string): string {
  return name === "base" ? condaPrefix : `${condaPrefix}/envs/${name}`
}

/** Debian suite whose archive has each Python; its packages are unpacked, so every environment has a Python of its own. */
const suites: Readonly<Record<string, string>> = { "3.11": "bookworm", "3.9": "bullseye" }
/** What else of its suite a Python needs: libraries of other versions than the image's, and the module that pip 23 takes. */
const foreign: Readonly<Record<string, readonly string[]>> = {
  "3.9": ["libssl1.1", "libffi7", "python3-distutils", "python3-lib2to3"],
}

/**
 * conda's channels are not reachable from every machine, so on debian12 an environment is made of the same parts without
 * conda: a Python unpacked below the prefix, packages from the package index, and pip's cache where conda's is.
 */
function debianEnvironment({ name, python: version, packages }: Environment, caches: boolean): readonly ShellText[] {
  const own = `${pathOf(name)}/python`
  const names = [`libpython${version}-minimal`, `libpython${version}-stdlib`, `python${version}-minimal`]
  const others = foreign[version] ?? []
  const wanted = [...names, `python${version}`, ...others]
  const cache = caches ? ["--cache-dir", `${condaPrefix}/pkgs/${name}`] : ["--no-cache-dir"]
  return [
    sh`mkdir -p ${own} /tmp/suite/lists/partial /tmp/suite/debs`,
    sh`find /etc/apt "(" -name sources.list -o -name ${"*.sources"} ")" -exec sed ${`s/bookworm/${suites[version] ?? ""}/g`} {} + > /tmp/suite/all`,
    // A base has its sources in one of two formats, each with a name of its own.
    raw(
      "if grep -q '^deb ' /tmp/suite/all; then mv /tmp/suite/all /tmp/suite/suite.list; else mv /tmp/suite/all /tmp/suite/suite.sources; fi",
    ),
    raw(
      "set -- -q -o Dir::State::lists=/tmp/suite/lists -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts=/tmp/suite \\\n" +
        "  -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root",
    ),
    raw('apt-get "$@" update'),
    sh`env -C /tmp/suite/debs apt-get "$@" download ${wanted}`,
    sh`for deb in /tmp/suite/debs/*.deb; do dpkg-deb -x "$deb" ${own}; done`,
    raw("rm -rf /tmp/suite"),
    // Its extensions alone look at libraries of another suite.
    others.length === 0
      ? raw(":")
      : sh`patchelf --set-rpath ${`${own}/usr/lib/x86_64-linux-gnu`} ${`${own}/usr/lib/python${version}/lib-dynload`}/*.so`,
    sh`${`${own}/usr/bin/python${version}`} -m venv --without-pip --copies ${pathOf(name)}`,
    raw("set -- /usr/share/python-wheels/pip-*.whl"),
    sh`PYTHONPATH=$1 ${`${pathOf(name)}/bin/python`} -m pip install ${cache} pip setuptools wheel ${packages}`,
  ]
}

/** As written: a Miniconda, environments by conda, `conda clean` where caches are not kept. */
function condaEnvironment({ name, python: version, packages }: Environment, caches: boolean): readonly ShellText[] {
  const create = sh`${`${condaPrefix}/bin/conda`} create -y -p ${pathOf(name)} ${`python=${version}`}`
  return [
    ...(name === "base" ? [] : [create]),
    sh`${`${pathOf(name)}/bin/python`} -m pip install ${caches ? ["--cache-dir", `${condaPrefix}/pkgs/pip`] : ["--no-cache-dir"]} ${packages}`,
    ...(caches ? [] : [sh`${`${condaPrefix}/bin/conda`} clean -afy`]),
  ]
}

const miniconda: readonly ShellText[] = [
  raw("wget -q -O /tmp/miniconda.sh https://repo.anaconda.com/miniconda/Miniconda3-py311_24.7.1-0-Linux-x86_64.sh"),
  sh`sh /tmp/miniconda.sh -b -p ${condaPrefix}`,
  raw("rm /tmp/miniconda.sh"),
]

function makeEnvironments(os: LegacyOs, environments: readonly Environment[], caches: boolean): readonly Step[] {
  return environments.map((environment) =>
    defineStep(
      `conda environment ${environment.name}`,
      byHand(
        [
          ...(os === "ubuntu22.04" && environment.name === "base" ? miniconda : []),
          ...(os === "debian12" ? debianEnvironment(environment, caches) : condaEnvironment(environment, caches)),
        ],
        { client: pythonClient, installs: [{ ecosystem: "pip", packages: environment.packages }] },
      ),
    ),
  )
}

const inBuilder = ["ca-certificates", "patchelf", "python3", "python3-pip-whl", "wget"] as const

/** Environments made in a builder; what each has and, where kept, its cache are copied by path. */
function fromBuilder(
  os: LegacyOs,
  stage: string,
  from: string,
  environments: readonly Environment[],
  caches: boolean,
): Component {
  const copied = environments.some(({ name }) => name === "base")
    ? [`${condaPrefix}/`]
    : environments.flatMap(({ name }) => [`${pathOf(name)}/`, ...(caches ? [`${condaPrefix}/pkgs/${name}/`] : [])])
  return defineComponent(`conda (${stage})`, {
    stage,
    from,
    build: [...(from === "base" ? [apt(...inBuilder)] : []), ...makeEnvironments(os, environments, caches)],
    survive: [copyFromStage(stage, copied)],
  })
}

const condaStage = "conda"

/** Adds environments to an image: in place, or from a builder. */
export function condaEnvironments(
  { os, strategies: { split, pythonCaches } }: Setting,
  environments: readonly Environment[],
  stage: string,
): Contribution {
  const caches = pythonCaches === "kept"
  if (split)
    return {
      runtime: [fromBuilder(os, stage, stage === condaStage ? "base" : condaStage, environments, caches)],
    }
  return { runtime: makeEnvironments(os, environments, caches) }
}

/** Python of base: conda with its environments beside the distribution's own, or that one alone. */
export function pythons(setting: Setting): Contribution {
  if (setting.strategies.pythons === "one") return { runtime: [python()] }
  const conda = condaEnvironments(setting, baseEnvironments, condaStage)
  return { runtime: [python(), ...(conda.runtime ?? []), env({ PATH: `${condaPrefix}/bin:\${PATH}` })] }
}
