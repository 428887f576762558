import { StrataError } from "../../errors/index.ts"
import type { Feature, Features } from "./features-schema.ts"

/**
 * Features that an image has to have.
 * @param place name of the image among those that the document names, as `base/server` or `legacy-base`
 * @throws StrataError `invalid-option` where the document names no such image
 */
export function featuresOf({ features }: Features, place: string): readonly Feature[] {
  const found = features.filter(({ was, now }) => was.includes(place) || now.includes(place))
  if (found.length > 0) return found
  const places = [...new Set(features.flatMap(({ was, now }) => [...was, ...now]))].sort()
  throw new StrataError({
    code: "invalid-option",
    message: `the list of features names no image '${place}'`,
    fix: `give one of these with --as: ${places.join(", ")}`,
  })
}
