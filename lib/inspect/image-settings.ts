import { z } from "zod"
import type { ImageSettings } from "./image-files.ts"

const schema = z.object({
  os: z.string().optional(),
  architecture: z.string().optional(),
  config: z
    .object({
      Env: z.array(z.string()).nullish(),
      Labels: z.record(z.string(), z.string()).nullish(),
    })
    .nullish(),
})

/** Reads the settings of an image config (OCI image spec, "Image Configuration"). */
export function parseImageSettings(configBytes: Buffer): ImageSettings {
  const { os, architecture, config } = schema.parse(JSON.parse(configBytes.toString("utf8")))
  return {
    ...(os === undefined ? {} : { os }),
    ...(architecture === undefined ? {} : { architecture }),
    env: config?.Env ?? [],
    labels: config?.Labels ?? {},
  }
}
