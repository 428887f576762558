import { relative, resolve } from "node:path"
import { loadConfig, resolveImage } from "../../config/index.ts"
import { StrataError } from "../../errors/index.ts"
import { canonicalJson } from "../../ir/canonical.ts"
import type { Action } from "../command.ts"
import type { ImagesDocument } from "../documents/images.ts"
import { flag } from "./options.ts"

export const imagesAction: Action = async (parsed) => {
  const loaded = await loadConfig()
  if (!loaded)
    throw new StrataError({
      code: "unknown-image",
      message: "no strata.config.ts here or in a folder above",
      fix: "make one with `strata init`",
    })
  const images = []
  for (const [name, value] of Object.entries(loaded.config.images)) {
    const { variants, oses, platforms, tags } = (await resolveImage(name)).definition
    const file = typeof value === "string" ? resolve(loaded.folder, value) : loaded.file
    const module = relative(process.cwd(), file)
    images.push({ name, module, variants, os: oses, platforms, tags })
  }
  if (flag(parsed, "json")) {
    const document: ImagesDocument = { format: "strata.images", version: 1, images }
    process.stdout.write(canonicalJson(document))
  } else
    for (const { name, module, variants, os, platforms } of images)
      process.stdout.write(
        `${name}  ${module}\n  variants: ${variants.join(", ") || "none"}\n  os: ${os.join(", ")}\n  platforms: ${platforms.join(", ")}\n`,
      )
  return 0
}
