import { readBytes } from "./answer.ts"
import { digestPattern, sha256 } from "./digest.ts"
import { registryProblem } from "./problem.ts"
import { wrongDigest } from "./read-blob.ts"
import type { RegistrySession } from "./session.ts"

/** Manifests and indexes, OCI's and docker's (schema 2). */
const accept = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ")

/** The distribution spec lets registries refuse larger ones. */
const mostManifestBytes = 4 << 20

/**
 * A manifest or an index by tag or digest, exactly as the registry has it.
 * @throws StrataError `registry-failed` where it is not there, too large, or not what its digest says
 */
export async function readManifest(
  session: RegistrySession,
  target: string,
): Promise<{ readonly digest: string; readonly bytes: Buffer }> {
  const answer = await session.get(`manifests/${target}`, { accept })
  const bytes = await readBytes(answer, mostManifestBytes + 1)
  const { registry, repository } = session.place
  if (bytes.length > mostManifestBytes)
    throw registryProblem(`the manifest of ${registry}/${repository} is larger than ${mostManifestBytes} bytes`)
  if ((answer.headers.get("content-type") ?? "").includes("manifest.v1+prettyjws"))
    throw registryProblem(
      `${registry}/${repository} has '${target}' in docker's first format only, which is not read`,
      {
        fix: "push the image again with a docker of this decade",
      },
    )
  const digest = sha256(bytes)
  const wanted = digestPattern.test(target) ? target : answer.headers.get("docker-content-digest")
  if (wanted !== null && digestPattern.test(wanted) && wanted !== digest) throw wrongDigest(wanted, digest)
  return { digest, bytes }
}
