import { mkdir, writeFile } from "node:fs/promises"
import { join, relative } from "node:path"
import { type BakeTarget, bakeFile, compileDockerfile } from "../../backends/dockerfile/index.ts"
import type { OsName } from "../../distributions/index.ts"
import { StrataError } from "../../errors/index.ts"
import { architectureWord, canonicalJson } from "../../ir/index.ts"
import type { Action } from "../command.ts"
import { type ChosenImage, chooseImage, compose, defaultsTaken, defaultTag } from "./choose-image.ts"
import { text } from "./options.ts"
import { platformsAsked } from "./platforms-asked.ts"

/** What was said; a bake file has all of what was not. */
interface Asked {
  readonly os: OsName | undefined
  readonly variant: string | undefined
  /** Platforms; the definition's first where none is said, as others may need emulation. */
  readonly platforms: readonly string[]
}

/** Each image that was asked for as a target of a bake file, and a group per distribution. */
function bakeTargets(
  chosen: ChosenImage,
  { os, variant: only, platforms }: Asked,
  folder: string,
): { readonly targets: readonly BakeTarget[]; readonly groups: Record<string, string[]> } {
  const { definition } = chosen
  const variants = only !== undefined || definition.variants.length === 0 ? [only] : definition.variants
  const groups: Record<string, string[]> = {}
  const targets = (os ? [os] : definition.oses).flatMap((each) =>
    variants.flatMap((variant) =>
      platforms.map((platform): BakeTarget => {
        const image = compose(definition, { variant, os: each, platform }, chosen.image.name, chosen.profile)
        const word = platform === definition.platforms[0] ? undefined : architectureWord(platform)
        const label = [image.name, variant, each, word].filter(Boolean).join("-").replaceAll(".", "_")
        const group = each.replaceAll(".", "_")
        groups[group] = [...(groups[group] ?? []), label]
        const context = relative(folder, chosen.contextDirectory) || "."
        return {
          name: label,
          compiled: compileDockerfile(image),
          dockerfile: `${label}.Dockerfile`,
          platform: image.platform,
          tags: [defaultTag({ ...chosen, image }, os === undefined)],
          context,
        }
      }),
    ),
  )
  return { targets, groups }
}

async function eject(chosen: ChosenImage, asked: Asked, folder: string): Promise<readonly string[]> {
  const { targets, groups } = bakeTargets(chosen, asked, folder)
  const files = new Map([["docker-bake.json", bakeFile(targets, groups)]])
  for (const { dockerfile, compiled } of targets) {
    files.set(dockerfile, compiled.dockerfile)
    for (const file of compiled.files) files.set(join(`${dockerfile}.files`, file.path), file.content)
  }
  try {
    for (const [name, content] of files) {
      await mkdir(join(folder, name, ".."), { recursive: true })
      await writeFile(join(folder, name), content)
    }
  } catch (cause) {
    throw new StrataError(
      {
        code: "output-failed",
        message: `cannot write into '${folder}': ${cause instanceof Error ? cause.message : cause}`,
        fix: "name a folder that can be written",
      },
      { cause },
    )
  }
  return [...files.keys()]
}

export const printAction: Action = async (parsed) => {
  const chosen = await chooseImage(parsed)
  const named = platformsAsked(parsed)
  const asked: Asked = {
    os: text(parsed, "os") as OsName | undefined,
    variant: text(parsed, "variant"),
    platforms: named.length > 0 ? named : [chosen.image.platform],
  }
  const out = text(parsed, "out")
  if (out !== undefined) {
    if (text(parsed, "format") === "ir")
      throw new StrataError({
        code: "invalid-option",
        message: "--out writes a Dockerfile and its bake file, not --format=ir",
        fix: "send standard output to a file: strata print ... --format=ir > image.json",
      })
    for (const name of await eject(chosen, asked, out)) process.stdout.write(`${join(out, name)}\n`)
    return 0
  }
  const format = text(parsed, "format") ?? "dockerfile"
  if (format !== "bake" && named.length > 1)
    throw new StrataError({
      code: "invalid-option",
      message: `--format=${format} shows the image of one platform, and ${named.length} are named`,
      fix: "name one, or see them together with --format=bake or --out=DIR",
    })
  const defaults = defaultsTaken(chosen, parsed)
  if (defaults && format !== "bake") process.stderr.write(`${defaults}\n`)
  if (format === "ir") process.stdout.write(canonicalJson(chosen.image))
  else if (format === "dockerfile") process.stdout.write(compileDockerfile(chosen.image).dockerfile)
  else {
    const { targets, groups } = bakeTargets(chosen, asked, process.cwd())
    process.stdout.write(bakeFile(targets, groups))
  }
  return 0
}
