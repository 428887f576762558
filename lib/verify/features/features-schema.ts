import { z } from "zod"

/** What became of a feature. */
export const fates = ["kept", "moved to tools", "moved to compute", "lazy", "dropped"] as const

const feature = z.strictObject({
  /** Unique; what users call it. */
  name: z.string().min(1),
  kind: z.enum(["command", "application", "import", "npm"]),
  fate: z.enum(fates),
  /** Why, in a sentence: asked of everything that is not simply kept. */
  reason: z.string().min(1).exactOptional(),
  /** Shell line that really uses it and ends with 0; in the image, as its user, without network. */
  check: z.string().min(1),
  /** The check needs an X server; it then has `$DISPLAY`, a D-Bus session, a home of its own and `opens-window`. */
  display: z.literal(true).exactOptional(),
  /** Images that had it: names as in `places`. */
  was: z.array(z.string().min(1)).min(1),
  /** Images that have it; empty where it is dropped. */
  now: z.array(z.string().min(1)),
})

/** What images of a family offered and offer: the list that nothing may be lost from without a reason. */
export const featuresSchema = z
  .strictObject({
    format: z.literal("strata.features"),
    version: z.literal(1),
    source: z.string(),
    date: z.iso.date(),
    features: z.array(feature),
  })
  .superRefine(({ features }, context) => {
    const seen = new Set<string>()
    for (const [index, { name, fate, reason, now }] of features.entries()) {
      const say = (message: string) => context.addIssue({ code: "custom", path: ["features", index], message })
      if (seen.has(name)) say(`'${name}' is there twice`)
      seen.add(name)
      if (fate !== "kept" && reason === undefined) say(`'${name}' is ${fate} and gives no reason`)
      if ((fate === "dropped") !== (now.length === 0))
        say(`'${name}' is ${fate} and now in ${now.join(", ") || "no image"}`)
    }
  })

export type Features = z.infer<typeof featuresSchema>
export type Feature = Features["features"][number]
