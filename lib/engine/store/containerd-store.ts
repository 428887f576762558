import { existsSync } from "node:fs"
import { join } from "node:path"
import { openManifest } from "./oci-image.ts"
import { type FindBlob, resolveManifest } from "./oci-manifest.ts"
import { blobFolder } from "./open-oci-layout.ts"
import { type DockerClient, savedStore } from "./saved-store.ts"
import type { ImageStore } from "./types.ts"

/** Where a dockerd that runs its own containerd keeps blobs, below its data root. */
const contentFolder = "containerd/daemon/io.containerd.content.v1.content"

const digestPattern = /^sha256:[0-9a-f]{64}$/

async function inspectId(docker: DockerClient, ref: string): Promise<string | undefined> {
  const { exitCode, stdout } = await docker(["image", "inspect", "--format", "{{.Id}}", ref])
  const id = stdout.trim()
  return exitCode === 0 && digestPattern.test(id) ? id : undefined
}

/** This store's daemon knows an image by its manifest only, but builds tell the id of the config: it is looked for. */
async function findByConfig(docker: DockerClient, find: FindBlob, config: string): Promise<string | undefined> {
  const { stdout } = await docker(["image", "ls", "--all", "--quiet", "--no-trunc"])
  for (const id of new Set(stdout.split("\n").filter((line) => digestPattern.test(line)))) {
    const manifest = await resolveManifest(find, id).catch(() => undefined)
    if (manifest?.config.digest === config) return id
  }
  return undefined
}

/**
 * Reads images from the blobs of docker's containerd store. Which blob a name means is in containerd's database, so the
 * daemon is asked; the bytes come from the files. Where they are not all there, `docker save` has to do.
 */
export function containerdStore(dataRoot: string, docker: DockerClient): ImageStore {
  const content = join(dataRoot, contentFolder)
  const saved = savedStore(docker)
  const find = blobFolder(content)
  return {
    async open(ref) {
      if (!existsSync(content)) return saved.open(ref)
      const config = `sha256:${ref.replace(/^sha256:/, "")}`
      const id =
        (await inspectId(docker, ref)) ??
        (digestPattern.test(config) ? await findByConfig(docker, find, config) : undefined)
      if (id === undefined) return saved.open(ref)
      try {
        return await openManifest(find, id, async () => {})
      } catch {
        return saved.open(ref)
      }
    },
  }
}
