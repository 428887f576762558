import type { Engine } from "../../../lib/engine/types.ts"
import { changedPaths, type Machine } from "./machine.ts"

/** Logs, what other programs of the bench write, and what the kernel and the engine put into containers. */
const notTheirs = /^\/(var\/log|tmp|run|proc|sys|dev|home|root)(\/|$)|^\/etc\/(hosts|hostname|resolv\.conf)$/

/** Type, mode, owner, and content of files or target of links; folders have neither. A path that is not there has no line. */
const describeAll = `while IFS= read -r path; do
  [ -e "$path" ] || [ -L "$path" ] || continue
  about=$(stat -c '%F %a %u:%g' -- "$path")
  if [ -L "$path" ]; then what=$(readlink -- "$path"); elif [ -f "$path" ]; then what=$(sha256sum < "$path"); else what=; fi
  printf '%s\\t%s %s\\n' "$path" "$about" "$what"
done`

/** So many paths fit into an argument, which the kernel limits to 128 KiB. */
const atOnce = 500

async function describe(machine: Machine, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>()
  for (let at = 0; at < paths.length; at += atOnce) {
    const some = paths.slice(at, at + atOnce).join("\n")
    const said = await machine.sh(`${describeAll} <<'END_OF_PATHS'\n${some}\nEND_OF_PATHS`)
    for (const line of said.split("\n")) {
      const [path = "", about = ""] = line.split("\t")
      if (path !== "") known.set(path, about)
    }
  }
  return known
}

/** Paths that are not what they were: of those that the engine says were touched, those whose content or permissions differ. */
export async function leftBehind(engine: Engine, used: Machine, fresh: Machine): Promise<readonly string[]> {
  const touched = (await changedPaths(engine, used)).filter((path) => !notTheirs.test(path))
  const [now, before] = [await describe(used, touched), await describe(fresh, touched)]
  return touched.filter((path) => now.get(path) !== before.get(path)).sort()
}
