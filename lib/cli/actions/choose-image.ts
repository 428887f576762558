import { type ResolvedImage, resolveImage } from "../../config/index.ts"
import type { OsName } from "../../distributions/index.ts"
import type { Image } from "../../ir/index.ts"
import type { Parsed } from "../command.ts"
import { argument, text } from "./options.ts"

export interface ChosenImage extends ResolvedImage {
  readonly image: Image
}

/** What was left out and what was taken for it, for people; empty where all was said. */
export function defaultsTaken(chosen: ChosenImage, parsed: Parsed): string {
  const { image, definition } = chosen
  const taken = [
    ...(image.variant && text(parsed, "variant") === undefined
      ? [`--variant=${image.variant} (of ${definition.variants.join(", ")})`]
      : []),
    ...(text(parsed, "os") === undefined && definition.oses.length > 1
      ? [`--os=${image.os} (of ${definition.oses.join(", ")})`]
      : []),
  ]
  return taken.length === 0 ? "" : `taking ${taken.join(" and ")}`
}

/** The image that a command line names: by image, variant and distribution. */
export async function chooseImage(
  parsed: Parsed,
  variant: string | undefined = text(parsed, "variant"),
): Promise<ChosenImage> {
  const resolved = await resolveImage(argument(parsed, 0))
  return { ...resolved, image: resolved.definition.image(variant, text(parsed, "os") as OsName | undefined) }
}

/** Tag of an image where none is given: the definition's own for the variant, else what sets it apart. */
export function defaultTag({ image, definition }: ChosenImage): string {
  const own = image.variant === undefined ? undefined : definition.tags[image.variant]
  return `${image.name}:${own ?? [image.variant, image.os].filter(Boolean).join("-")}`
}
