import { raw, type ShellText, sh } from "../../../../lib/shell/index.ts"
import type { LegacyOs } from "../contribution.ts"

export const condaPrefix = "/opt/conda"

/** A conda environment: a Python and what pip would call requirements. */
export interface Environment {
  readonly name: string
  readonly python: string
  readonly packages: readonly string[]
}

/** Where an environment is. */
export function environmentPath(name: string): string {
  return name === "base" ? condaPrefix : `${condaPrefix}/envs/${name}`
}

/** Where the cache of an environment's packages is, for whoever keeps it: beside conda's own. */
export function cachePath(name: string): string {
  return `${condaPrefix}/pkgs/${name}`
}

function cacheFlags(name: string, keep: boolean): readonly string[] {
  return keep ? ["--cache-dir", cachePath(name)] : ["--no-cache-dir"]
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
  const own = `${environmentPath(name)}/python`
  const names = [`libpython${version}-minimal`, `libpython${version}-stdlib`, `python${version}-minimal`]
  const suite = suites[version] ?? ""
  // Named with their suite, or an installed package of the image's own would be taken for the one that is wanted.
  const others = (foreign[version] ?? []).map((name) => `${name}/${suite}`)
  const wanted = [...names, `python${version}`, ...others]
  return [
    sh`mkdir -p ${own} /tmp/suite/lists/partial /tmp/suite/debs`,
    // File by file, as each may be in one of two formats.
    raw("for list in /etc/apt/sources.list /etc/apt/sources.list.d/*; do"),
    sh`  if [ -s "$list" ]; then sed ${`s/bookworm/${suite}/g`} "$list" > /tmp/suite/"$(basename "$list")"; fi`,
    raw("done"),
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
    sh`${`${own}/usr/bin/python${version}`} -m venv --without-pip --copies ${environmentPath(name)}`,
    raw("set -- /usr/share/python-wheels/pip-*.whl"),
    sh`PYTHONPATH=$1 ${`${environmentPath(name)}/bin/python`} -m pip install ${cacheFlags(name, caches)} pip setuptools wheel ${packages}`,
  ]
}

/** As written: a Miniconda, environments by conda, `conda clean` where caches are not kept. */
function condaEnvironment({ name, python: version, packages }: Environment, caches: boolean): readonly ShellText[] {
  const create = sh`${`${condaPrefix}/bin/conda`} create -y -p ${environmentPath(name)} ${`python=${version}`}`
  return [
    ...(name === "base" ? [] : [create]),
    sh`${`${environmentPath(name)}/bin/python`} -m pip install ${cacheFlags(name, caches)} ${packages}`,
    ...(caches ? [] : [sh`${`${condaPrefix}/bin/conda`} clean -afy`]),
  ]
}

const miniconda: readonly ShellText[] = [
  raw("wget -q -O /tmp/miniconda.sh https://repo.anaconda.com/miniconda/Miniconda3-py311_24.7.1-0-Linux-x86_64.sh"),
  sh`sh /tmp/miniconda.sh -b -p ${condaPrefix}`,
  raw("rm /tmp/miniconda.sh"),
]

/** Shell text that makes an environment: the first of them on Ubuntu brings conda itself. */
export function makeEnvironment(os: LegacyOs, environment: Environment, caches: boolean): readonly ShellText[] {
  if (os === "debian12") return debianEnvironment(environment, caches)
  return [...(environment.name === "base" ? miniconda : []), ...condaEnvironment(environment, caches)]
}

/** Shell text that fetches the archives an environment was made of to where its cache is, unless that holds them. */
export function fetchTarballs(name: string, packages: readonly string[]): ShellText {
  return sh`[ -d ${cachePath(name)} ] || ${`${environmentPath(name)}/bin/python`} -m pip download --no-cache-dir --dest ${cachePath(name)} ${packages}`
}
