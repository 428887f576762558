import type { Engine } from "../../../lib/engine/types.ts"
import type { LazyInstaller } from "../../../lib/steps/lazy/index.ts"
import type { ImageTree } from "../../../lib/verify/image-tree.ts"
import type { Feature } from "../../../lib/verify/index.ts"
import { checkFeatures } from "../../../lib/verify/live/features.ts"
import { claims } from "./claims.ts"
import { cutAt, type Moment } from "./cut.ts"
import { leftBehind } from "./left-behind.ts"
import { addedBytes, menu, othersOwn } from "./looks.ts"
import { type Machine, machine } from "./machine.ts"

/** What was seen of one installer. A claim that held says what was seen, one that did not is in `faults`. */
export interface Proof {
  readonly name: string
  readonly statedBytes: number
  /** Unpacked bytes that its packages add to this image, by dpkg. */
  readonly addedBytes: number
  readonly packages: number
  /** Of the run that ended, after three that were cut. */
  readonly seconds: number
  /** What was half done at each cut. */
  readonly cuts: Readonly<Partial<Record<Moment, string>>>
  /** Paths that are not as before after it was removed. */
  readonly leftBehind: readonly string[]
  readonly faults: readonly string[]
}

export interface Bench {
  readonly engine: Engine
  readonly image: string
  readonly tree: ImageTree
  readonly user: string
  /** As the image is, to compare with. */
  readonly fresh: Machine
}

/** Without a network it says so and leaves nothing; without rights too. */
async function alone({ engine, image, user }: Bench, name: string): Promise<readonly string[]> {
  const { faults, ends, holds } = claims()
  const docker = (...args: readonly string[]) => engine.docker(args, { stdio: "capture" })
  const box = `strata-bench-offline-${name}`
  await docker("container", "rm", "--force", box)
  const offline = await docker(
    "run",
    "--network=none",
    "--user=root",
    `--name=${box}`,
    "--entrypoint=sh",
    image,
    "-c",
    `dpkg-query -W > /tmp/before; install-${name} --yes; code=$?; dpkg-query -W | cmp - /tmp/before || exit 99; ! install-${name} --status || exit 98; exit $code`,
  )
  ends("no network", offline, 3, "no network")
  const { stdout } = await docker("container", "diff", box)
  holds(
    "no network: it changes more than its own record",
    !stdout.split("\n").some((line) => /^[AD] \/(etc|usr|opt|var\/lib\/(dpkg|apt))\//.test(line)),
  )
  await docker("container", "rm", box)
  const byUser = await docker(
    "run",
    "--rm",
    `--user=${user}`,
    "--entrypoint=sh",
    "--network=host",
    image,
    "-c",
    `install-${name} --yes`,
  )
  ends("no rights", byUser, 3, `sudo install-${name}`)
  return faults
}

const tries = 4

/** Installs, cuts, goes on, uses, removes one thing in a container of its own. */
export async function prove(bench: Bench, installer: LazyInstaller, features: readonly Feature[]): Promise<Proof> {
  const { engine, image, tree, user, fresh } = bench
  const { name } = installer
  const { faults, ends, holds } = claims()
  faults.push(...(await alone(bench, name)))
  const used = await machine(engine, image, `strata-bench-lazy-${name}`)
  try {
    const call = (...args: readonly string[]) => used.run([`install-${name}`, ...args])
    ends("status before", await call("--status"), 1, "not installed")
    holds("menu before: no offer", [undefined, "offer"].includes(await menu(used, installer)))
    const cuts: Partial<Record<Moment, string>> = {}
    for (const moment of ["fetching", "unpacking", "configuring"] as const) {
      let half = await cutAt(used, name, moment)
      // A small package is in place between two looks: once more from the beginning.
      for (let more = 0; half === undefined && more < tries; more++) {
        await call("--uninstall")
        half = await cutAt(used, name, moment)
      }
      if (half === undefined) faults.push(`cut ${moment}: the run ended before that moment`)
      else cuts[moment] = half
      if (half === undefined) break
      ends(`status after the cut ${moment}`, await call("--status"), 1)
    }
    const began = performance.now()
    ends("install after the cuts", await call("--yes"), 0, `${name} is installed`)
    const seconds = (performance.now() - began) / 1000
    ends("status after", await call("--status"), 0)
    holds("dpkg finds something half done", (await used.sh("dpkg --audit")).trim() === "")
    holds("menu after: the packages' entry is not alone", [undefined, "entry"].includes(await menu(used, installer)))
    ends("second run", await call("--yes"), 0, "there already")
    const added = await addedBytes(used, name)
    const found = await checkFeatures(tree, ([program = "", ...args]) => used.run([program, ...args], user), features)
    holds("it is in no list of features", found.looked > 0)
    faults.push(...found.failures.map(({ message, cause }) => `use: ${message}: ${cause}`))
    const halfRemoved = await cutAt(used, name, "removing")
    if (halfRemoved !== undefined) cuts.removing = halfRemoved
    ends("uninstall after a cut", await call("--uninstall"), 0)
    ends("status after uninstall", await call("--status"), 1)
    ends("second uninstall", await call("--uninstall"), 0, "not installed")
    holds("menu after uninstall: no offer", [undefined, "offer"].includes(await menu(used, installer)))
    const left = await leftBehind(engine, used, fresh)
    faults.push(...left.filter((path) => !othersOwn.test(path)).map((path) => `left behind: ${path}`))
    return {
      name,
      statedBytes: installer.diskBytes,
      addedBytes: added.bytes,
      packages: added.packages,
      seconds,
      cuts,
      leftBehind: left,
      faults,
    }
  } finally {
    await used.remove()
  }
}
