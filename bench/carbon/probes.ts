import type { Engine } from "../../lib/engine/types.ts"
import type { Case } from "./cases.ts"

/** Folders of an image whose bytes a strategy is about and no layer of its own holds. */
const folders = { npmCache: "/root/.npm" } as const

/** Visible bytes of each such folder, a hard-linked file once. */
export type Probes = Readonly<Record<keyof typeof folders, number>>

/** Asks a built image; undefined for one that is not legacy and has none of them. */
export async function probe(engine: Engine, { role }: Case, tag: string): Promise<Probes | undefined> {
  if (role !== "legacy") return undefined
  const sizes = await Promise.all(
    Object.entries(folders).map(async ([name, folder]) => {
      const command = ["sh", "-c", `find ${folder} -type f -printf '%D:%i %s\\n' | sort -u`]
      const { stdout } = await engine.run(tag, command, { stdio: "capture", user: "root" })
      const bytes = stdout.split("\n").reduce((sum, line) => sum + Number(line.split(" ")[1] ?? 0), 0)
      return [name, bytes] as const
    }),
  )
  return Object.fromEntries(sizes) as Probes
}
