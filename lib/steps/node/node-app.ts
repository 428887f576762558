import type { CopyOp, Owner } from "../../ir/index.ts"
import { script, sh } from "../../shell/index.ts"
import { copy, copyFromStage } from "../files/files.ts"
import { npmSecrets } from "../secrets.ts"
import { type Component, defineComponent, defineStep, type Step } from "../step.ts"
import { nodeStage, npmCacheMount } from "./node.ts"

export interface NodeAppOptions {
  /** Folder of the app inside the build context, with its package.json and package-lock.json. Default `.`. */
  readonly source?: string
  /** What of the folder ships beside node_modules, e.g. `["src", "public"]`. */
  readonly files: readonly string[]
  /** Where it lives in the image. Default `/app`. */
  readonly path?: string
  readonly owner?: Owner
  /** Name of the builder stage; default `app`. */
  readonly stage?: string
}

function join(folder: string, name: string): string {
  return folder === "." ? name : `${folder}/${name}`
}

function installDependencies(source: string, path: string): Step {
  return defineStep("nodeApp(npm ci)", (_, origin) => {
    const manifests: CopyOp = {
      kind: "copy",
      origin,
      sources: [join(source, "package.json"), join(source, "package-lock.json")],
      destination: `${path}/`,
    }
    return [
      manifests,
      { kind: "workdir", origin, path },
      {
        kind: "exec",
        origin,
        shell: "sh",
        mounts: [npmCacheMount, ...npmSecrets.mounts],
        script: script("sh", [
          ...npmSecrets.prologue,
          sh`npm ci --omit=dev --cache ${npmCacheMount.target} --no-audit --no-fund`,
        ]),
      },
    ]
  })
}

/**
 * A Node application: its locked production dependencies are installed in a builder stage that begins at `node()`'s
 * and copied; its own files come straight from the project. The image needs `node()` before it.
 */
export function nodeApp(options: NodeAppOptions): Component {
  const source = options.source ?? "."
  const path = options.path ?? "/app"
  const stage = options.stage ?? "app"
  const owner = options.owner ? { owner: options.owner } : {}
  return defineComponent(`nodeApp(${path})`, {
    stage,
    from: nodeStage,
    build: [installDependencies(source, path)],
    survive: [
      copyFromStage(stage, [`${path}/node_modules/`], owner),
      copy(join(source, "package.json"), `${path}/`, owner),
      ...options.files.map((name) => copy(join(source, name), `${path}/${name}`, owner)),
    ],
  })
}
