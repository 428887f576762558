import { z } from "zod"
import { storeNames } from "../../engine/embedded/state.ts"

const diskBytes = z.int().min(0)

const store = z.strictObject({
  store: z.enum(storeNames),
  running: z.boolean(),
  /** Of the outermost process; this and what follows only where it runs. */
  pid: z.int().positive().exactOptional(),
  upSeconds: z.int().min(0).exactOptional(),
  dockerVersion: z.string().exactOptional(),
  buildxVersion: z.string().exactOptional(),
  /** Path of the daemon's socket. */
  socket: z.string().exactOptional(),
  /** Bytes on disk of images, caches and containers. */
  dataBytes: diskBytes,
})

/** What `strata engine status --json` prints. Bytes are those that a folder takes on its disk. */
export const engineDocument = z.strictObject({
  format: z.literal("strata.engine"),
  version: z.literal(1),
  /** Folder of the engine. */
  home: z.string(),
  /** Of the engine's own root file system; 0 before the first start. */
  rootBytes: diskBytes,
  basesBytes: diskBytes,
  /** Base images that were made here; `madeAt` is milliseconds since the epoch. */
  bases: z.array(z.strictObject({ suite: z.string(), madeAt: z.number() })).readonly(),
  stores: z.array(store).readonly(),
})

export type EngineDocument = z.infer<typeof engineDocument>
