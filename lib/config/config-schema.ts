import { z } from "zod"
import type { CacheLocation } from "../engine/types.ts"
import type { Definition } from "../image/index.ts"
import { toDefinition } from "../image/index.ts"

const image = z.union([z.string().min(1), z.custom<Definition>((value) => toDefinition(value) !== undefined)])

const mode = z.enum(["min", "max"]).exactOptional()
const location = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("local"), directory: z.string().min(1), mode }),
  z.strictObject({ kind: z.literal("registry"), ref: z.string().min(1), mode, insecure: z.boolean().exactOptional() }),
  z.strictObject({ kind: z.literal("inline") }),
]) satisfies z.ZodType<CacheLocation>

const cache = z.union([z.string().regex(/^(inline|(local|registry):.+)$/, "no place for a build cache"), location])

/** The shape of a configuration; names are what a shell passes on without quotes. */
export const configSchema = z.strictObject({
  images: z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/), image),
  cacheFrom: z.array(cache).exactOptional(),
  cacheTo: z.array(cache).exactOptional(),
})
