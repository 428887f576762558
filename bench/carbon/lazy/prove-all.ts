import type { LazyInstaller } from "../../../lib/steps/lazy/index.ts"
import type { Feature } from "../../../lib/verify/index.ts"
import { checkFeatures } from "../../../lib/verify/live/features.ts"
import { claims } from "./claims.ts"
import { cutWhen } from "./cut.ts"
import { leftBehind } from "./left-behind.ts"
import { addedBytes, menu, othersOwn } from "./looks.ts"
import { type Machine, machine } from "./machine.ts"
import type { Bench } from "./prove.ts"

/** What was seen of `install-all`. A claim that held says what was seen, one that did not is in `faults`. */
export interface AllProof {
  readonly programs: number
  readonly statedBytes: number
  /** Unpacked bytes that the packages of all add to this image, each package once, by dpkg. */
  readonly addedBytes: number
  readonly packages: number
  /** Of the run that went on after the cut. */
  readonly seconds: number
  /** Of the run that found all of it there. */
  readonly againSeconds: number
  /** What was half done when an install, and a removal, was cut in the middle of the list. */
  readonly cuts: { readonly installing?: string; readonly removing?: string }
  readonly leftBehind: readonly string[]
  readonly faults: readonly string[]
}

const box = "strata-bench-lazy-all"

async function offline({ engine, image }: Bench): Promise<readonly string[]> {
  const { faults, ends } = claims()
  const script =
    "dpkg-query -W > /tmp/before; install-all --all --yes; code=$?; dpkg-query -W | cmp - /tmp/before || exit 99; exit $code"
  const run = ["run", "--rm", "--network=none", "--user=root", "--entrypoint=sh", image, "-c", script]
  ends("no network", await engine.docker(run, { stdio: "capture" }), 3, "no network")
  return faults
}

async function menusAre(
  used: Machine,
  installers: readonly LazyInstaller[],
  wanted: "offer" | "entry",
): Promise<boolean> {
  for (const installer of installers) {
    const found = await menu(used, installer)
    if (found !== undefined && found !== wanted) return false
  }
  return true
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now()
  return [await work(), (performance.now() - began) / 1000]
}

const inDpkg = `tail -n 1 /var/log/dpkg.log | grep -q ' status half-[a-z]* '`
const recordOf = ({ name }: LazyInstaller): string => `/var/lib/strata-lazy/${name}`

/** All at once, in a container of its own: no network, cut in the middle, gone on, run twice, each used, removed, cut there too. */
export async function proveAll(
  bench: Bench,
  set: readonly LazyInstaller[],
  features: readonly Feature[],
): Promise<AllProof> {
  const { engine, image, tree, user, fresh } = bench
  const { faults, ends, holds } = claims()
  const installers = set.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const middle = installers[Math.floor(installers.length / 2)]
  if (!middle) throw new Error("there is nothing to install")
  faults.push(...(await offline(bench)))
  const used = await machine(engine, image, box)
  try {
    const call = (...args: readonly string[]) => used.run(["install-all", ...args])
    ends("status before", await call("--status"), 1, "not installed")
    const installing = await cutWhen(used, "install-all --all --yes", `[ -d ${recordOf(middle)} ] && ${inDpkg}`)
    holds("the cut came too late", installing !== undefined)
    ends("status after the cut", await call("--status"), 1)
    const [installed, seconds] = await timed(() => call("--all", "--yes"))
    ends("install after the cut", installed, 0)
    ends("status after", await call("--status"), 0)
    holds("dpkg finds something half done", (await used.sh("dpkg --audit")).trim() === "")
    holds("menu after: an entry is not alone", await menusAre(used, installers, "entry"))
    const [again, againSeconds] = await timed(() => call("--all", "--yes"))
    ends("second run", again, 0)
    const there = again.stdout.split("\n").filter((line) => line.includes("is there already"))
    holds("second run: it does not find all of it there", there.length === installers.length)
    const added = await addedBytes(used, "*")
    const found = await checkFeatures(tree, ([program = "", ...args]) => used.run([program, ...args], user), features)
    holds("not each is in the list of features", found.looked >= installers.length)
    faults.push(...found.failures.map(({ message, cause }) => `use: ${message}: ${cause}`))
    const removing = await cutWhen(used, "install-all --all --uninstall", `[ ! -d ${recordOf(middle)} ] && ${inDpkg}`)
    ends("uninstall", await call("--all", "--uninstall"), 0)
    ends("status after uninstall", await call("--status"), 1)
    holds("menu after uninstall: an offer is missing", await menusAre(used, installers, "offer"))
    const left = await leftBehind(engine, used, fresh)
    faults.push(...left.filter((path) => !othersOwn.test(path)).map((path) => `left behind: ${path}`))
    return {
      programs: installers.length,
      statedBytes: installers.reduce((sum, { diskBytes }) => sum + diskBytes, 0),
      addedBytes: added.bytes,
      packages: added.packages,
      seconds,
      againSeconds,
      cuts: { ...(installing === undefined ? {} : { installing }), ...(removing === undefined ? {} : { removing }) },
      leftBehind: left,
      faults,
    }
  } finally {
    await used.remove()
  }
}
