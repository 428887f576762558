import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"

/** A layer as a tar with these files. */
export function tarOf(files: Readonly<Record<string, string>>): Buffer {
  const place = mkdtempSync(join(tmpdir(), "strata-layer-"))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content)
    return execFileSync("tar", ["-C", place, "--owner=0", "--group=0", "-cf", "-", ...Object.keys(files)])
  } finally {
    rmSync(place, { recursive: true })
  }
}

/**
 * Writes a tarball as containerd's exporter does, which is what Dagger uses: an OCI layout with docker's manifest.
 * @returns bytes of every blob
 */
export function writeTarball(file: string, layers: readonly Buffer[], compress: boolean): readonly number[] {
  const place = mkdtempSync(join(tmpdir(), "strata-image-"))
  mkdirSync(join(place, "blobs/sha256"), { recursive: true })
  const put = (bytes: Buffer): string => {
    const path = `blobs/sha256/${createHash("sha256").update(bytes).digest("hex")}`
    writeFileSync(join(place, path), bytes)
    return path
  }
  const diffIds = layers.map((layer) => `sha256:${createHash("sha256").update(layer).digest("hex")}`)
  const config = put(Buffer.from(JSON.stringify({ rootfs: { type: "layers", diff_ids: diffIds } })))
  const blobs = layers.map((layer) => (compress ? gzipSync(layer) : layer))
  const manifest = [{ Config: config, RepoTags: null, Layers: blobs.map(put) }]
  writeFileSync(join(place, "manifest.json"), JSON.stringify(manifest))
  execFileSync("tar", ["-C", place, "-cf", file, "blobs", "manifest.json"])
  rmSync(place, { recursive: true })
  return blobs.map((blob) => blob.length)
}

/** Answers of an engine whose every export is a tarball of these layers. */
export function exporting(layers: readonly Buffer[]): (field: string, query: string) => unknown {
  return (field, query) => {
    const path = /export\(path: "([^"]+)"/.exec(query)?.[1]
    if (field !== "export" || path === undefined) return undefined
    writeTarball(path, layers, query.includes("Gzip"))
    return path
  }
}
