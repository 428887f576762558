import type { Descriptor } from "../engine/store/oci-manifest.ts"
import { StrataError } from "../errors/index.ts"
import type { RegistryPlace } from "./place.ts"
import { registryProblem } from "./problem.ts"

/** Layers that registries need not have: docker's foreign ones, OCI's "non-distributable". */
const foreign = /(\.foreign\.|\.nondistributable\.)/

/** What to say of a layer that could not be read because its licence keeps it out of registries; else undefined. */
export function foreignLayer(layer: Descriptor, { registry }: RegistryPlace, cause: unknown): Error | undefined {
  if (!(cause instanceof StrataError) || !foreign.test(layer.mediaType ?? "")) return undefined
  const { urls } = layer
  const from = Array.isArray(urls) && typeof urls[0] === "string" ? `; its maker has it at ${urls[0]}` : ""
  return registryProblem(`layer ${layer.digest} is a foreign layer, and ${registry} does not have it${from}`, {
    cause,
    fix: "push the image with its foreign layers (dockerd's allow-nondistributable-artifacts)",
  })
}
