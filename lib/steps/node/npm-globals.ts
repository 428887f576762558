import { type ShellText, script, sh } from "../../shell/index.ts"
import { copyFromStage } from "../files/files.ts"
import { shortList } from "../origin.ts"
import { npmSecrets } from "../secrets.ts"
import { type Component, defineComponent, defineStep, type Step } from "../step.ts"
import { nodeStage, npmCacheMount } from "./node.ts"
import sets from "./npm-sets.json" with { type: "json" }

/** A command whose newest peers it does not run with: npm would give it those. */
export interface NpmCommand {
  readonly version: string
  /** Package name -> exact version, of all its peers that are not optional. They have the command to themselves. */
  readonly peers: Readonly<Record<string, string>>
}

/** Package name -> exact version. */
export type NpmSet = Readonly<Record<string, string | NpmCommand>>

/** Sets of global commands, as data with source and date in `npm-sets.json`. */
export const npmSets: { readonly essential: NpmSet; readonly dev: NpmSet; readonly serve: NpmSet } = {
  essential: sets.essential,
  dev: sets.dev,
  serve: sets.serve,
}

/** What npm takes to install a set: `name@version` of each. */
export function npmSpecs(set: NpmSet): readonly string[] {
  return Object.entries(set)
    .map(([name, command]) => `${name}@${typeof command === "string" ? command : command.version}`)
    .sort()
}

export interface NpmGlobalsOptions {
  /** Name of the builder stage; needed when an image has several sets. Default `npm-globals`. */
  readonly stage?: string
}

const out = "/out/npm-globals"

const flags = ["--cache", npmCacheMount.target, "--no-audit", "--no-fund"]

function installGlobally(packages: readonly string[], more: readonly string[] = []): ShellText {
  return sh`npm install --global --prefix ${out}/usr/local ${[...flags, ...more]} \
  ${packages}`
}

/** npm gives a command the newest of each peer; it cannot be told otherwise, so the peers are put beside its dependencies. */
function installWithPeers(name: string, { version, peers }: NpmCommand): ShellText {
  const beside = "/tmp/peers"
  return sh`${installGlobally([`${name}@${version}`], ["--legacy-peer-deps"])}
npm install --prefix ${beside} ${flags} ${npmSpecs(peers)}
rm ${beside}/node_modules/.package-lock.json
cp -a ${beside}/node_modules/. ${out}/usr/local/lib/node_modules/${name}/node_modules/
rm -r ${beside}`
}

function install(set: NpmSet): Step {
  const packages = npmSpecs(set)
  const plain = Object.fromEntries(Object.entries(set).filter(([, command]) => typeof command === "string"))
  const withPeers = Object.entries(set).flatMap(([name, command]) =>
    typeof command === "string" ? [] : [installWithPeers(name, command)],
  )
  return defineStep(`npmGlobals(${shortList(packages)})`, (_, origin) => [
    {
      kind: "exec",
      origin,
      shell: "sh",
      mounts: [npmCacheMount, ...npmSecrets.mounts],
      installs: [{ ecosystem: "npm", packages }],
      script: script("sh", [
        ...npmSecrets.prologue,
        ...(Object.keys(plain).length > 0 ? [installGlobally(npmSpecs(plain))] : []),
        ...withPeers,
        // What a command needs to run is not its maps.
        sh`find ${out} -type f -name ${"*.js.map"} -delete`,
      ]),
    },
  ])
}

/**
 * Global npm commands in `/usr/local`, installed in a builder stage that begins at {@link node}'s; only the packages
 * and their links are copied, no cache and no log.
 */
export function npmGlobals(set: NpmSet, options: NpmGlobalsOptions = {}): Component {
  const stage = options.stage ?? "npm-globals"
  return defineComponent(`npmGlobals(${shortList(npmSpecs(set))})`, {
    stage,
    from: nodeStage,
    build: [install(set)],
    survive: [copyFromStage(stage, [{ from: `${out}/`, to: "/" }])],
  })
}
