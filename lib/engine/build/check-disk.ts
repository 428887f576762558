import type { StrataError } from "../../errors/index.ts"
import { dockerCommand } from "../client/client.ts"
import { freeBytes } from "../host/free-bytes.ts"
import type { BuildPlace } from "./build-place.ts"
import { diskFull, neededBytes, parseSystemDf } from "./disk.ts"

/** The error for a full disk, with what `docker system df` says could be freed. */
export async function diskError(place: BuildPlace, needed?: number, detail?: string): Promise<StrataError> {
  const { stdout } = await dockerCommand(place.client, ["system", "df", "--format", "json"])
  return diskFull(
    {
      ...(needed === undefined ? {} : { neededBytes: needed }),
      ...(place.dataRoot === undefined ? {} : { freeBytes: freeBytes(place.dataRoot) }),
      place: place.dataRoot ? `'${place.dataRoot}'` : "the docker daemon",
      reclaimable: parseSystemDf(stdout),
      embedded: place.info.name === "embedded",
    },
    detail,
  )
}

/**
 * Does nothing where the engine's disk is on another machine, or the bytes are not known.
 * @throws StrataError `disk-full` when an image of `expectedBytes` unpacked bytes would not fit
 */
export async function checkDisk(place: BuildPlace, expectedBytes: number | undefined): Promise<void> {
  if (expectedBytes === undefined || place.dataRoot === undefined) return
  const needed = neededBytes(expectedBytes, place.info.store)
  if (freeBytes(place.dataRoot) < needed) throw await diskError(place, needed)
}
