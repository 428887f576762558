import { existsSync } from "node:fs"
import { readdir, readFile, rename, stat, unlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { z } from "zod"
import { StrataError } from "../../errors/index.ts"
import { parseImageConfig } from "../store/image-config.ts"
import { type Descriptor, indexSchema, manifestSchema, refNameKey } from "../store/oci-manifest.ts"
import { mediaTypes } from "./documents.ts"
import { partialName } from "./partial.ts"

export type LayoutIndex = z.infer<typeof indexSchema>

export function blobPath(layout: string, digest: string): string {
  return join(layout, "blobs", ...digest.split(":"))
}

/** @throws StrataError `output-failed` where something is in the way that is no OCI layout */
export async function refuseForeign(directory: string): Promise<void> {
  if (!existsSync(directory)) return
  if (!(await stat(directory)).isDirectory())
    throw new StrataError({
      code: "output-failed",
      message: `'${directory}' is a file, and an OCI layout is a folder`,
      fix: "name a folder that does not exist, or write a docker archive: --output=docker-archive:FILE",
    })
  // A file system of its own has a `lost+found`.
  const names = (await readdir(directory)).filter((name) => name !== "lost+found")
  if (names.length > 0 && !names.includes("oci-layout"))
    throw new StrataError({
      code: "output-failed",
      message: `'${directory}' is not empty and no OCI layout`,
      fix: "name a folder that does not exist, is empty, or holds an OCI layout",
    })
}

/** The index of a layout; an empty one where there is none yet. */
export async function readIndex(layout: string): Promise<LayoutIndex> {
  const file = join(layout, "index.json")
  return existsSync(file) ? indexSchema.parse(JSON.parse(await readFile(file, "utf8"))) : { manifests: [] }
}

/** Replaces the index by a rename: a reader finds the old one or the new one. */
export async function writeIndex(layout: string, index: LayoutIndex): Promise<void> {
  const partial = partialName(join(layout, "index.json"))
  await writeFile(partial, JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, ...index }))
  await rename(partial, join(layout, "index.json"))
}

export function isReplacedBy(manifest: Descriptor, ref: string | undefined): boolean {
  return manifest.annotations?.[refNameKey] === ref
}

async function readJson(layout: string, digest: string): Promise<unknown> {
  return JSON.parse(await readFile(blobPath(layout, digest), "utf8"))
}

/**
 * Blobs of `mediaType` that the layout's images have, by the diff id of their plain tar: a layer that did not change is
 * neither read nor compressed again.
 */
export async function reusableBlobs(
  layout: string,
  index: LayoutIndex,
  mediaType: string,
): Promise<ReadonlyMap<string, Descriptor>> {
  const found = new Map<string, Descriptor>()
  for (const { digest } of index.manifests) {
    const document = await readJson(layout, digest).catch(() => undefined)
    const inner = indexSchema.safeParse(document).data
    if (inner) for (const [diffId, layer] of await reusableBlobs(layout, inner, mediaType)) found.set(diffId, layer)
    const manifest = manifestSchema.safeParse(document).data
    if (!manifest) continue
    const config = await readFile(blobPath(layout, manifest.config.digest)).catch(() => undefined)
    if (!config) continue
    const { diffIds } = parseImageConfig(config)
    for (const [position, layer] of manifest.layers.entries()) {
      const diffId = diffIds[position]
      const size = (await stat(blobPath(layout, layer.digest)).catch(() => undefined))?.size
      if (diffId !== undefined && layer.mediaType === mediaType && size === layer.size) found.set(diffId, layer)
    }
  }
  return found
}

/** All blobs that documents lead to. @throws where a document cannot be read */
async function reachable(layout: string, manifests: readonly Descriptor[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const { digest } of manifests) {
    found.add(digest)
    const document = await readJson(layout, digest)
    const { config, layers } = manifestSchema.safeParse(document).data ?? {}
    for (const blob of [...(config ? [config] : []), ...(layers ?? [])]) found.add(blob.digest)
    const inner = indexSchema.safeParse(document).data?.manifests ?? []
    for (const blob of await reachable(layout, inner)) found.add(blob)
  }
  return found
}

/**
 * Removes blobs that only `replaced` images had: without it a layout that is written to again and again grows by an
 * image each time. Where a document cannot be read nothing is removed.
 */
export async function removeOrphans(
  layout: string,
  replaced: readonly Descriptor[],
  kept: readonly Descriptor[],
): Promise<void> {
  try {
    const wanted = await reachable(layout, kept)
    const gone = [...(await reachable(layout, replaced))].filter((digest) => !wanted.has(digest))
    await Promise.all(gone.map((digest) => unlink(blobPath(layout, digest))))
  } catch {
    // Only room is lost.
  }
}
