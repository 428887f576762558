import { posix } from "node:path"
import { z } from "zod"
import { noRow } from "../../inspect/image-files.ts"
import { capabilities } from "../capabilities.ts"
import { checkCapabilities } from "../checks/capabilities.ts"
import { failureSchema } from "../document.ts"
import type { ImageTree } from "../image-tree.ts"
import { type CheckName, checkNames, type Found } from "../types.ts"
import { type BaselineFacts, factsOf, modeAt } from "./facts.ts"

/** What `strata verify --save` writes: all that a later `--baseline` asks of an image, so that it need not be kept. */
export const baselineSchema = z.strictObject({
  format: z.literal("strata.verify-baseline"),
  version: z.literal(1),
  ref: z.string(),
  /** What it was asked beyond the checks' own questions; what it was not asked it cannot excuse. */
  asked: z.strictObject({
    commands: z.array(z.string()),
    features: z.array(z.string()),
  }),
  checks: z.array(
    z.strictObject({
      check: z.enum(checkNames),
      looked: z.int().min(0),
      failures: z.array(failureSchema),
      skipped: z.string().exactOptional(),
      left: z.string().exactOptional(),
    }),
  ),
  /** Octal permission bits -> folder -> names in it; of a link, the bits of what it leads to. */
  modes: z.record(z.string().regex(/^[0-7]{1,4}$/), z.record(z.string(), z.array(z.string()))),
  /** Links to folders, and where they lead in the end. */
  folders: z.record(z.string(), z.string()),
  distributions: z.array(z.strictObject({ name: z.string(), site: z.string(), metadata: z.string() })),
})

export type BaselineDocument = z.infer<typeof baselineSchema>
export type Asked = BaselineDocument["asked"]

function modesOf(tree: ImageTree): BaselineDocument["modes"] {
  const modes = new Map<number, Map<number, string[]>>()
  for (const [path, row] of tree.files.visible.entries()) {
    const mode = row === noRow || path === 0 ? undefined : modeAt(tree, path)
    if (mode === undefined) continue
    const folders = modes.get(mode) ?? new Map<number, string[]>()
    modes.set(mode, folders)
    const folder = tree.folder(path)
    const names = folders.get(folder)
    if (names) names.push(tree.baseName(path))
    else folders.set(folder, [tree.baseName(path)])
  }
  return Object.fromEntries(
    [...modes].map(([mode, folders]) => [
      mode.toString(8),
      Object.fromEntries([...folders].map(([folder, names]) => [tree.name(folder), names])),
    ]),
  )
}

function foldersOf(tree: ImageTree): BaselineDocument["folders"] {
  const links = [...tree.paths("symlink")].flatMap((link) => {
    const end = tree.follow(link)
    return end !== undefined && tree.isFolder(end) ? [[tree.name(link), tree.name(end)] as const] : []
  })
  return Object.fromEntries(links)
}

/**
 * Of capabilities it knows all, whichever were asked for: that takes no time.
 * @param checks all that each check found, whatever another image has
 */
export function baselineDocument(
  ref: string,
  tree: ImageTree,
  checks: ReadonlyMap<CheckName, Found>,
  asked: Asked,
): BaselineDocument {
  const all = new Map(checks).set("capabilities", checkCapabilities(tree, capabilities))
  return {
    format: "strata.verify-baseline",
    version: 1,
    ref,
    asked,
    checks: [...all].map(([check, found]) => ({ check, ...found, failures: [...found.failures] })),
    modes: modesOf(tree),
    folders: foldersOf(tree),
    distributions: [...factsOf(tree).distributions],
  }
}

/** The path with links among its folders followed, as the kernel would. */
function throughLinks(path: string, folders: ReadonlyMap<string, string>): string {
  const parts = path.split("/").filter((part) => part !== "")
  const name = parts.pop() ?? ""
  const folder = parts.reduce((at, part) => folders.get(`${at}/${part}`) ?? `${at}/${part}`, "")
  return `${folder === "/" ? "" : folder}/${name}`
}

/** Facts of an image of which only the document is left. */
export function factsOfDocument({ modes, folders, distributions }: BaselineDocument): BaselineFacts {
  const links = new Map(Object.entries(folders))
  const known = new Map<string, Map<string, number>>()
  for (const [mode, byFolder] of Object.entries(modes)) {
    for (const [folder, names] of Object.entries(byFolder)) {
      const there = known.get(folder) ?? new Map<string, number>()
      known.set(folder, there)
      for (const name of names) there.set(name, Number.parseInt(mode, 8))
    }
  }
  return {
    mode: (path) => {
      const { dir, base } = posix.parse(throughLinks(path, links))
      return known.get(dir)?.get(base)
    },
    distributions,
  }
}
