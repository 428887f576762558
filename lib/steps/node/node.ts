import { StrataError } from "../../errors/index.ts"
import { defaultPlatform } from "../../ir/index.ts"
import { script, sh } from "../../shell/index.ts"
import { apt } from "../apt/index.ts"
import { copyFromStage } from "../files/files.ts"
import { npmSecrets } from "../secrets.ts"
import { type Component, defineComponent, defineStep, type Step } from "../step.ts"
import versions from "./versions.json" with { type: "json" }

export interface NodeOptions {
  /** Major version; `distribution` takes whatever the distribution's own package is. */
  readonly major: 22 | 24 | "distribution"
}

/** Builder stage that {@link node} makes; npm components begin there. */
export const nodeStage = "node"
/** Where the stage gathers what survives; its tree is copied onto `/`. */
const out = "/out/node"

/** npm keeps downloads here; a cache mount, so nothing of it is in a layer. */
export const npmCacheMount = {
  kind: "cache",
  id: "strata-npm",
  target: "/var/cache/strata/npm",
  sharing: "shared",
} as const

/** npm package that holds Node's program, by platform. */
const programs: Readonly<Record<string, string>> = versions.packages

/**
 * Node and npm of a chosen version in `/usr/local`. Debian's npm fetches the npm package of the platform in a builder
 * stage: no vendor download site is needed, only the npm registry. C headers and the changelog stay behind.
 */
function installNode(version: string): Step {
  return defineStep(`node(${version})`, ({ platform = defaultPlatform }, origin) => {
    const program = programs[platform] ?? versions.packages[defaultPlatform]
    return [
      {
        kind: "exec",
        origin,
        shell: "sh",
        ...(platform in programs ? {} : { platforms: Object.keys(programs) }),
        mounts: [npmCacheMount, ...npmSecrets.mounts],
        installs: [{ ecosystem: "npm", packages: [`${program}@${version}`, `npm@${versions.npm}`] }],
        script: script("sh", [
          ...npmSecrets.prologue,
          sh`npm install --prefix /tmp/node --cache ${npmCacheMount.target} --no-audit --no-fund --no-save ${`${program}@${version}`} ${`npm@${versions.npm}`}`,
          sh`install -D -m 755 /tmp/node/node_modules/${program}/bin/node ${out}/usr/local/bin/node`,
          // The new npm installs itself once more as a global, with its own links and nothing else.
          sh`PATH=${out}/usr/local/bin:$PATH node /tmp/node/node_modules/npm/bin/npm-cli.js install --global --prefix ${out}/usr/local \
  --cache ${npmCacheMount.target} --no-audit --no-fund ${`npm@${versions.npm}`}`,
          sh`rm -rf /tmp/node ${out}/usr/local/lib/node_modules/npm/docs ${out}/usr/local/lib/node_modules/npm/man`,
        ]),
      },
      { kind: "env", origin, variables: { PATH: `${out}/usr/local/bin:\${PATH}` } },
    ]
  })
}

/**
 * Node.js and npm.
 * @throws StrataError `invalid-option` for a major that is not in `versions.json`.
 */
export function node(options: NodeOptions): Component {
  const { major } = options
  if (major === "distribution") {
    return defineComponent("node(distribution)", {
      stage: nodeStage,
      from: "base",
      build: [apt("nodejs", "npm")],
      survive: [apt("nodejs")],
    })
  }
  const version = (versions.node as Readonly<Record<string, string>>)[major]
  if (version === undefined) {
    throw new StrataError({
      code: "invalid-option",
      message: `there is no Node ${major} here`,
      fix: `known: ${Object.keys(versions.node).join(", ")}, distribution`,
    })
  }
  return defineComponent(`node(${version})`, {
    stage: nodeStage,
    from: "base",
    build: [apt("ca-certificates", "npm"), installNode(version)],
    survive: [copyFromStage(nodeStage, [{ from: `${out}/`, to: "/" }])],
  })
}
