import { asObject, asOptionalText, asText, asTexts } from "../engine/store/json-shape.ts"
import type { ImageSettings } from "./image-files.ts"

/** Reads the settings of an image config (OCI image spec, "Image Configuration"). @throws Error where it is none */
export function parseImageSettings(configBytes: Buffer): ImageSettings {
  const image = asObject(JSON.parse(configBytes.toString("utf8")))
  const os = asOptionalText(image.os, "os")
  const architecture = asOptionalText(image.architecture, "architecture")
  const { Env, Labels } = asObject(image.config ?? {}, "config")
  const labels = Object.entries(asObject(Labels ?? {}, "config: Labels"))
  return {
    ...(os === undefined ? {} : { os }),
    ...(architecture === undefined ? {} : { architecture }),
    env: asTexts(Env ?? [], "config: Env"),
    labels: Object.fromEntries(labels.map(([key, value]) => [key, asText(value, `config: Labels: ${key}`)])),
  }
}
