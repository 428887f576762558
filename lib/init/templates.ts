const image = `import { apt, image, python } from "strata-images"

/** A small image. Every call returns a new value; what cannot work does not compile. */
export default image("my-image", { os: "debian12" })
  .with(apt("ca-certificates", "curl", "git"))
  .with(python())
  .user("dev")
`

const config = `import { defineConfig } from "strata-images"

/** Names for the command line: \`strata build image\`. */
export default defineConfig({
  images: {
    image: "./image.ts",
  },
})
`

/** Files that `strata init` writes: a small image that builds as it is, and its name. */
export const templates: Readonly<Record<string, string>> = { "image.ts": image, "strata.config.ts": config }

/**
 * For a folder that is in no npm project: then `npm install` gives the editor the types, and `npx strata-images` this
 * version.
 */
export function manifestTemplate(version: string): string {
  const manifest = { private: true, type: "module", devDependencies: { "strata-images": `^${version}` } }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
