import { groupBy } from "../../collections/group-by.ts"
import type { LedgerPackage } from "../../ledger/ledger.ts"
import { Loader, type LoaderRule } from "../../loader/index.ts"
import { noRow } from "../image-files.ts"
import { configuredFolders } from "./configured-folders.ts"
import type { ContentContext } from "./context.ts"
import { isCudaLibrary } from "./cuda-libraries.ts"
import type { Draft } from "./draft.ts"
import { heaviestLayer } from "./heaviest-layer.ts"
import { listSome } from "./list-some.ts"
import { isBase, stepName } from "./step-name.ts"

/** A library that is there several times. */
interface Copies {
  readonly soname: string
  /** Rows of the copies; the first stays. */
  readonly rows: readonly [number, ...number[]]
  /** Who takes which copy, by which rule; `undefined` is whoever says nothing itself. */
  readonly uses: readonly { readonly user: string | undefined; readonly row: number; readonly rule: LoaderRule }[]
}

/** Where a copy comes from: `dpkg`, `python in opt/venv`, `/usr/local/cuda`. */
function originOf(owner: LedgerPackage | undefined): string {
  if (!owner || owner.ecosystem === "none") return "nobody's files"
  if (owner.location === undefined) return owner.ecosystem
  return owner.ecosystem === "image" ? `/${owner.location}` : `${owner.ecosystem} in /${owner.location}`
}

/** Stubs are for linking on machines without a driver; the loader never takes them. */
const isStub = (path: string): boolean => path.includes("/stubs/")

function findCopies({ files, contents, freed }: ContentContext): readonly Copies[] {
  const { paths, rows } = files
  const pathOf = (row: number): string => paths.path(rows.path[row] ?? 0)
  const libraries = [...contents.objects].filter(
    ([row, { soname }]) => soname !== undefined && isCudaLibrary(soname) && !isStub(pathOf(row)),
  )
  const bySoname = [...groupBy(libraries, ([, { soname }]) => soname ?? "")].filter(([, copies]) => copies.length > 1)
  if (bySoname.length === 0) return []
  const loader = new Loader(files, { configured: configuredFolders(contents, files) })
  const users = groupBy(
    [...contents.objects].flatMap(([row, object]) =>
      object.needed.filter(isCudaLibrary).map((name) => ({ name, row, object })),
    ),
    ({ name }) => name,
  )
  return bySoname.map(([soname, copies]) => {
    const known = new Set(copies.map(([row]) => row))
    const asked = [undefined, ...(users.get(soname) ?? [])]
    const uses = asked.flatMap((user) => {
      const found = loader.find(soname, user && { path: rows.path[user.row] ?? 0, object: user.object })
      const row = found ? (rows.content[files.visible[found.path] ?? noRow] ?? noRow) : noRow
      return found && known.has(row) ? [{ user: user && pathOf(user.row), row, rule: found.rule }] : []
    })
    const usesOf = (row: number): number => uses.filter((use) => use.row === row).length
    // What another finding frees goes; else what most ask for stays.
    const order = [...known].sort((a, b) => (freed[a] ?? 0) - (freed[b] ?? 0) || usesOf(b) - usesOf(a) || a - b)
    const [kept = 0, ...others] = order
    return { soname, rows: [kept, ...others], uses }
  })
}

/** Who takes which copy of the heaviest library, in a sentence. */
function whoTakesWhat({ files }: ContentContext, { soname, uses }: Copies): string {
  const { paths, rows } = files
  const sentences = [...groupBy(uses, ({ row, rule }) => `${row} ${rule}`).values()].map((same) => {
    const [{ row = 0, rule = "" } = {}] = same
    const who = same.map(({ user }) => user ?? "a program that names no folder")
    return `${listSome(who)} ${same.length > 1 ? "take" : "takes"} /${paths.path(rows.path[row] ?? 0)} (${rule})`
  })
  return sentences.length === 0 ? `No file here says which ${soname} is taken` : `Of ${soname}, ${sentences.join("; ")}`
}

/**
 * One CUDA library several times, by SONAME: of N copies N-1 can go. One finding for all libraries that come from the same
 * places, e.g. from Debian's packages and from wheels. Copies can differ in version, so which of them is to stay is for
 * the user to say; bytes are counted as if the most wanted one stayed.
 */
export function findDuplicateLibraries(context: ContentContext): readonly Draft[] {
  const { files, attribution } = context
  const bytesOf = (row: number): number => files.rows.bytes[row] ?? 0
  const withOrigins = findCopies(context).map((copies) => ({
    copies,
    origins: [
      ...new Set(copies.rows.map((row) => originOf(attribution.packages[attribution.package[row] ?? 0]))),
    ].sort(),
  }))
  return [...groupBy(withOrigins, ({ origins }) => origins.join("\0")).values()].map((group): Draft => {
    const origins = group[0]?.origins ?? []
    const all = group.map(({ copies }) => copies).sort((a, b) => bytesOf(b.rows[0]) - bytesOf(a.rows[0]))
    const [heaviest] = all
    const rows = all.flatMap((copies) => copies.rows.slice(1))
    const layer = heaviestLayer(context, rows)
    const maker = context.layers[layer]
    const without = isBase(maker) ? "begin from a base without it" : `let ${stepName(maker)} do without`
    return {
      kind: "duplicate-library",
      rows,
      layer,
      title: `${listSome(all.map(({ soname }) => soname))} several times: from ${origins.join(", from ")}`,
      remedy: `Let one owner bring CUDA: ${without}. ${heaviest ? whoTakesWhat(context, heaviest) : ""}; in one process, whichever is loaded first serves all.`,
    }
  })
}
