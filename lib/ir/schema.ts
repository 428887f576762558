import { z } from "zod"
import { cudaOwners } from "./cuda.ts"
import { imageFormat, imageFormatVersion } from "./image.ts"
import { ecosystems } from "./install.ts"

/*
 * The edge: JSON from outside is parsed here and nowhere else. `test/types/schema.test-d.ts` proves that what these
 * schemas infer equals the hand-written types.
 */
const absolutePath = z.string().regex(/^\//, "must be an absolute path")
const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and '-', beginning with a letter")
const envName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must be letters, digits and '_'")
/** zod leaves a key `__proto__` out of a record without a word; what is not kept has to be refused. */
const noPrototype = z
  .unknown()
  .refine((value) => !Object.hasOwn(Object(value), "__proto__"), "cannot hold a name '__proto__'")
const octal = z.string().regex(/^[0-7]{3,4}$/, "must be three or four octal digits")
const platform = z.string().regex(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/, "must be 'os/arch[/variant]'")
const platforms = z.array(platform).readonly().exactOptional()
const command = z.array(z.string()).readonly()
const seconds = z.number().positive()

const sourceLocation = z.strictObject({
  file: z.string(),
  line: z.int().positive(),
  column: z.int().positive().exactOptional(),
})
const origin = z.strictObject({ step: z.string(), at: sourceLocation.readonly().exactOptional() }).readonly()
const owner = z
  .strictObject({ user: z.union([z.string(), z.int().min(0)]), group: z.union([z.string(), z.int().min(0)]) })
  .readonly()

const mount = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("cache"),
      id: z.string(),
      target: absolutePath,
      sharing: z.enum(["shared", "private", "locked"]),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("bind"),
      target: absolutePath,
      from: z.string().exactOptional(),
      source: z.string().exactOptional(),
      writable: z.boolean().exactOptional(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal("secret"), id: z.string(), target: absolutePath, required: z.boolean() }).readonly(),
  z.strictObject({ kind: z.literal("ssh"), id: z.string(), required: z.boolean() }).readonly(),
  z
    .strictObject({ kind: z.literal("tmpfs"), target: absolutePath, sizeBytes: z.int().positive().exactOptional() })
    .readonly(),
])

const install = z
  .strictObject({
    ecosystem: z.enum(ecosystems),
    packages: z.array(z.string()).readonly(),
    because: z.string().exactOptional(),
    components: z.array(z.string()).readonly().exactOptional(),
  })
  .readonly()

const baseSource = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("image"),
      ref: z.string().min(1),
      digest: z
        .string()
        .regex(/^sha256:[0-9a-f]{64}$/)
        .exactOptional(),
      bootstrapSuite: z.string().exactOptional(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal("stage"), stage: name }).readonly(),
  z.strictObject({ kind: z.literal("scratch") }).readonly(),
])

export const opSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("from"), origin, source: baseSource }).readonly(),
  z
    .strictObject({
      kind: z.literal("exec"),
      origin,
      script: z.string().min(1),
      shell: z.enum(["sh", "bash"]),
      mounts: z.array(mount).readonly(),
      raw: z.literal(true).exactOptional(),
      installs: z.array(install).readonly().exactOptional(),
      cuda: z.enum(cudaOwners).exactOptional(),
      platforms,
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("copy"),
      origin,
      from: name.exactOptional(),
      sources: z.array(z.string().min(1)).min(1).readonly(),
      destination: absolutePath,
      owner: owner.exactOptional(),
      mode: octal.exactOptional(),
      link: z.literal(true).exactOptional(),
      cuda: z.enum(cudaOwners).exactOptional(),
      platforms,
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("file"),
      origin,
      path: absolutePath,
      content: z.string(),
      mode: octal,
      owner: owner.exactOptional(),
      deferredBytes: z.int().positive().exactOptional(),
      platforms,
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("env"),
      origin,
      variables: noPrototype.pipe(z.record(envName, z.string())).readonly(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal("workdir"), origin, path: absolutePath }).readonly(),
  z
    .strictObject({
      kind: z.literal("user"),
      origin,
      user: z.string().min(1),
      group: z.string().min(1).exactOptional(),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("label"),
      origin,
      labels: noPrototype.pipe(z.record(z.string().min(1), z.string())).readonly(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal("entrypoint"), origin, command }).readonly(),
  z.strictObject({ kind: z.literal("cmd"), origin, command }).readonly(),
  z
    .strictObject({
      kind: z.literal("expose"),
      origin,
      port: z.int().min(1).max(65535),
      protocol: z.enum(["tcp", "udp"]),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("healthcheck"),
      origin,
      command,
      intervalSeconds: seconds.exactOptional(),
      timeoutSeconds: seconds.exactOptional(),
      startPeriodSeconds: seconds.exactOptional(),
      retries: z.int().positive().exactOptional(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal("volume"), origin, paths: z.array(absolutePath).min(1).readonly() }).readonly(),
  z
    .strictObject({ kind: z.literal("stop-signal"), origin, signal: z.string().regex(/^(SIG[A-Z0-9+-]+|[0-9]+)$/) })
    .readonly(),
])

const stage = z
  .strictObject({
    name,
    kind: z.enum(["builder", "runtime"]),
    os: z.string(),
    platform: platform.exactOptional(),
    ops: z.array(opSchema).readonly(),
  })
  .readonly()

const cuda = z
  .strictObject({ version: z.string(), owner: z.enum(cudaOwners), cudnn: z.int().positive().exactOptional() })
  .readonly()

export const imageSchema = z
  .strictObject({
    format: z.literal(imageFormat),
    version: z.literal(imageFormatVersion),
    name,
    variant: name.exactOptional(),
    os: z.string(),
    platform,
    cuda: cuda.exactOptional(),
    target: name,
    stages: z.array(stage).min(1).readonly(),
  })
  .readonly()
