/** Files that `strata init` writes: a small image that builds as it is. */
export const templates: Readonly<Record<string, string>> = {
  "image.ts": `import { apt, image, python } from "strata-images"

/** Every call returns a new value; hover one to see what it does. */
export default image("my-image", { os: "debian12" })
  .with(apt("git", "curl", "ca-certificates"))
  .with(python())
  .user("dev")
`,
  "strata.config.ts": `import { defineConfig } from "strata-images"

export default defineConfig({
  images: {
    image: "./image.ts",
  },
})
`,
}
