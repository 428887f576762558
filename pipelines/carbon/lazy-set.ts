import { type LazyInstaller, lazyInstaller } from "strata-images"
import { z } from "zod"
import set from "./lists/lazy.json" with { type: "json" }

const entry = z.templateLiteral([z.string(), ".desktop"])
const data = z.array(
  z.object({
    name: z.string(),
    package: z.string(),
    summary: z.string(),
    diskBytes: z.number(),
    downloadBytes: z.number(),
    desktop: z.object({ title: z.string(), exec: z.string(), entry }).optional(),
  }),
)

/** Blender, OBS Studio and the emulators of the Carbon images, from Debian 12's archive; sizes with source in `lists/lazy.json`. */
export function carbonLazySet(): readonly LazyInstaller[] {
  return data.parse(set.installers).map(({ package: name, desktop, ...rest }) =>
    lazyInstaller({
      ...rest,
      scope: "system",
      source: { kind: "apt", packages: [name] },
      ...(desktop === undefined ? {} : { desktop }),
    }),
  )
}
