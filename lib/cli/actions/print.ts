import { mkdir, writeFile } from "node:fs/promises"
import { join, relative } from "node:path"
import { type BakeTarget, bakeFile, compileDockerfile } from "../../backends/dockerfile/index.ts"
import type { OsName } from "../../distributions/index.ts"
import { StrataError } from "../../errors/index.ts"
import { canonicalJson } from "../../ir/index.ts"
import type { Action } from "../command.ts"
import { type ChosenImage, chooseImage, compose, defaultsTaken, defaultTag } from "./choose-image.ts"
import { text } from "./options.ts"

/** What was said; a bake file has all of what was not. */
interface Asked {
  readonly os: OsName | undefined
  readonly variant: string | undefined
}

/** Beside the same variant on other distributions, only the first one can have the definition's own tag. */
function tagOf(chosen: ChosenImage, os: OsName, several: boolean): string {
  const tag = defaultTag(chosen)
  return several && os !== chosen.definition.oses[0] && !tag.endsWith(os) ? `${tag}-${os}` : tag
}

/** Each image that was asked for as a target of a bake file, and a group per distribution. */
function bakeTargets(
  chosen: ChosenImage,
  { os, variant: only }: Asked,
  folder: string,
): { readonly targets: readonly BakeTarget[]; readonly groups: Record<string, string[]> } {
  const { definition } = chosen
  const variants = only !== undefined || definition.variants.length === 0 ? [only] : definition.variants
  const groups: Record<string, string[]> = {}
  const targets = (os ? [os] : definition.oses).flatMap((each) =>
    variants.map((variant): BakeTarget => {
      const image = compose(definition, variant, each, chosen.image.name, chosen.profile)
      const label = [image.name, variant, each].filter(Boolean).join("-").replaceAll(".", "_")
      const group = each.replaceAll(".", "_")
      groups[group] = [...(groups[group] ?? []), label]
      const context = relative(folder, chosen.contextDirectory) || "."
      return {
        name: label,
        compiled: compileDockerfile(image),
        dockerfile: `${label}.Dockerfile`,
        platform: image.platform,
        tags: [tagOf({ ...chosen, image }, each, os === undefined)],
        context,
      }
    }),
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
  const asked: Asked = { os: text(parsed, "os") as OsName | undefined, variant: text(parsed, "variant") }
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
