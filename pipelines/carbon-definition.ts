import type { Definition } from "strata-images"
import type { Choice } from "./choose.ts"

// Each with and without what `--profile` needs, which is the images as they were and every change to them.
const modules = {
  base: { own: () => import("./carbon/base.ts"), all: () => import("./carbon/with-profiles/base.ts") },
  compute: { own: () => import("./carbon/compute.ts"), all: () => import("./carbon/with-profiles/compute.ts") },
  tools: { own: () => import("./carbon/tools.ts"), all: () => import("./carbon/with-profiles/tools.ts") },
}

/**
 * The definition of an image of the Carbon family, with its profiles where one is asked for. It is loaded here and not
 * with the Dagger module: an engine transpiles whatever a call loads anew, and a call is about one image.
 */
export async function carbonDefinition(image: keyof typeof modules, { profile }: Choice = {}): Promise<Definition> {
  const { own, all } = modules[image]
  return (await (profile === undefined ? own() : all())).default
}
