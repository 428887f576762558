import { script, sh } from "../../shell/index.ts"
import { copyFromStage } from "../files/files.ts"
import { shortList } from "../origin.ts"
import { npmSecrets } from "../secrets.ts"
import { type Component, defineComponent, defineStep, type Step } from "../step.ts"
import { nodeStage, npmCacheMount } from "./node.ts"
import sets from "./npm-sets.json" with { type: "json" }

/** Package name -> exact version. */
export type NpmSet = Readonly<Record<string, string>>

/** Sets of global commands, as data with source and date in `npm-sets.json`. */
export const npmSets: { readonly essential: NpmSet; readonly dev: NpmSet; readonly serve: NpmSet } = {
  essential: sets.essential,
  dev: sets.dev,
  serve: sets.serve,
}

export interface NpmGlobalsOptions {
  /** Name of the builder stage; needed when an image has several sets. Default `npm-globals`. */
  readonly stage?: string
}

const out = "/out/npm-globals"

function install(packages: readonly string[]): Step {
  return defineStep(`npmGlobals(${shortList(packages)})`, (_, origin) => [
    {
      kind: "exec",
      origin,
      shell: "sh",
      mounts: [npmCacheMount, ...npmSecrets.mounts],
      installs: [{ ecosystem: "npm", packages }],
      script: script("sh", [
        ...npmSecrets.prologue,
        sh`npm install --global --prefix ${out}/usr/local --cache ${npmCacheMount.target} --no-audit --no-fund \
  ${packages}`,
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
  const packages = Object.entries(set)
    .map(([name, version]) => `${name}@${version}`)
    .sort()
  const stage = options.stage ?? "npm-globals"
  return defineComponent(`npmGlobals(${shortList(packages)})`, {
    stage,
    from: nodeStage,
    build: [install(packages)],
    survive: [copyFromStage(stage, [{ from: `${out}/`, to: "/" }])],
  })
}
