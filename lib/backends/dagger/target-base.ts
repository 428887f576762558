import type { Image } from "../../ir/index.ts"
import { opsFromBase } from "./ops-from-base.ts"

/** Reference of the image that the target begins at, over whatever stages; `undefined` for scratch. */
export function targetBase(image: Image): string | undefined {
  const target = image.stages.find(({ name }) => name === image.target)
  const first = target === undefined ? undefined : opsFromBase(target, image)[0]
  return first?.kind === "from" && first.source.kind === "image" ? first.source.ref : undefined
}
