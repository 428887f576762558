import { closeSync, openSync } from "node:fs"
import { cleanPath, indexArchive, type LocatedEntry } from "../../tar/index.ts"
import { type Blob, blobInFile } from "./blob.ts"
import { imageOfBlobs } from "./image-of-blobs.ts"
import { asList, asObject, asText, asTexts } from "./json-shape.ts"
import type { Platform } from "./oci-manifest.ts"
import { storeProblem } from "./problem.ts"
import { documentBytes, readDocument } from "./read-document.ts"
import { parseReference } from "./reference.ts"
import type { StoredImage } from "./types.ts"

/** An item of a docker archive's `manifest.json`. */
interface DockerImage {
  readonly Config: string
  readonly Layers: readonly string[]
  readonly RepoTags: readonly string[]
}

function dockerImage(value: unknown, index: number): DockerImage {
  const { Config, Layers, RepoTags } = asObject(value, `${index}`)
  return {
    Config: asText(Config, `${index}: Config`),
    // Go writes a list without elements as null; the names may be missing.
    Layers: Layers === null ? [] : asTexts(Layers, `${index}: Layers`),
    RepoTags: asTexts(RepoTags ?? [], `${index}: RepoTags`),
  }
}

export interface ArchiveChoice {
  /** One of the archive's names, or the digest of an image; needed only where there are several. */
  readonly ref?: string
  /** Which image of an index; default this machine's. */
  readonly platform?: Platform
}

const anyArchive = "name a docker archive, or an OCI layout in a tar"

/** Where a link leads, seen from the root of the archive. Older archives hold a layer once and link to it. */
function targetOf({ path, type, linkTarget = "" }: LocatedEntry): string {
  return type === "symlink" ? cleanPath(`${path}/../${linkTarget}`) : linkTarget
}

/** Members of an archive by path. */
function membersOf(fd: number): (path: string) => Blob | undefined {
  const byPath = new Map<string, LocatedEntry>(indexArchive(fd).map((entry) => [entry.path, entry]))
  const find = (path: string, depth = 0): Blob | undefined => {
    const entry = byPath.get(path)
    if (entry?.linkTarget !== undefined && depth < 8) return find(targetOf(entry), depth + 1)
    if (entry?.isSparse)
      throw storeProblem(`'${path}' is stored as a sparse file`, {
        fix: "make the archive again without tar's --sparse",
      })
    return entry?.type === "file" ? blobInFile(fd, entry.offset, entry.size) : undefined
  }
  return (path) => find(cleanPath(path))
}

/** Docker's own path of a config is `<digest>.json`, or `blobs/sha256/<digest>`. */
function isNamed({ Config, RepoTags }: DockerImage, ref: string): boolean {
  const hex = ref.replace(/^sha256:/, "")
  const isId = /^[0-9a-f]{12,64}$/.test(hex) && Config.replace(/^blobs\/sha256\//, "").startsWith(hex)
  const { full } = parseReference(ref)
  return isId || RepoTags.some((tag) => parseReference(tag).full === full)
}

function chooseImage(images: readonly DockerImage[], name: string, ref: string | undefined): DockerImage {
  const found = ref === undefined ? images : images.filter((image) => isNamed(image, ref))
  // An image of two names may be there twice.
  const [image] = found
  if (image && new Set(found.map(({ Config }) => Config)).size === 1) return image
  const known = images.flatMap(({ Config, RepoTags }) => (RepoTags.length > 0 ? RepoTags : [Config])).join(", ")
  throw storeProblem(`'${name}' holds ${ref === undefined ? `${images.length} images` : `no image '${ref}'`}`, {
    fix: known === "" ? "save an image to it first" : `it has: ${known}`,
  })
}

async function readArchive(
  fd: number,
  name: string,
  choice: ArchiveChoice,
  close: () => Promise<void>,
): Promise<StoredImage> {
  const find = membersOf(fd)
  const need = (path: string): Blob => {
    const blob = find(path)
    if (!blob) throw storeProblem(`'${name}' has no '${path}'`, { fix: anyArchive })
    return blob
  }
  const docker = find("manifest.json")
  if (docker) {
    const images = asList(await readDocument(docker, "manifest.json")).map(dockerImage)
    const { Config, Layers } = chooseImage(images, name, choice.ref)
    return imageOfBlobs(await documentBytes(need(Config), Config), Layers.map(need), close)
  }
  if (!find("index.json") && find("repositories"))
    throw storeProblem(`'${name}' was saved by a docker older than 1.10, without configs`, {
      fix: "docker load it and save it again",
    })
  const blob = async (digest: string): Promise<Blob> => need(`blobs/${digest.replace(":", "/")}`)
  // Loaded only where there is one: it brings what checks manifests.
  const { openFromIndex } = await import("./oci-image.ts")
  return openFromIndex(need("index.json"), blob, { name, close, ...choice })
}

/**
 * An image in an archive on disk: as `docker save` writes it, or an OCI layout in a tar. The file stays open until the
 * image is closed, so it may be unlinked meanwhile.
 * @throws StrataError `engine-store` where the file is no such archive, or holds several images and none is chosen
 */
export async function openArchive(file: string, choice: ArchiveChoice = {}): Promise<StoredImage> {
  let fd: number | undefined
  try {
    const opened = openSync(file, "r")
    fd = opened
    return await readArchive(opened, file, choice, async () => closeSync(opened))
  } catch (cause) {
    if (fd !== undefined) closeSync(fd)
    throw storeProblem(`'${file}' cannot be read as an image archive`, { cause, fix: anyArchive })
  }
}
