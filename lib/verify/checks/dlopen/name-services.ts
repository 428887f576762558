import type { Failure, Found } from "../../types.ts"
import { failureOf } from "../failure.ts"
import type { Linking } from "../libraries/linking.ts"

/** Databases without whose services nobody has a name or an address (nsswitch.conf(5)); Debian names others that nobody installs. */
const needed = new Set(["passwd", "group", "shadow", "hosts"])
/** In libc itself since glibc 2.34 (its NEWS); older ones ship them with it. */
const builtIn = new Set(["files", "dns"])

/** Services that nsswitch.conf names and whose libraries glibc would not find. */
export function nameServices({ tree, loader }: Linking): Found {
  const file = tree.resolve("/etc/nsswitch.conf")
  if (file === undefined) return { looked: 0, failures: [] }
  const failures: Failure[] = []
  let looked = 0
  for (const line of tree.text(file).split("\n")) {
    const [database = "", services = ""] = line
      .replace(/#.*/, "")
      .split(":")
      .map((part) => part.trim())
    if (!needed.has(database)) continue
    for (const service of services.replace(/\[[^\]]*\]/g, " ").split(/\s+/)) {
      if (service === "" || builtIn.has(service)) continue
      looked++
      const library = `libnss_${service}.so.2`
      if (loader.find(library, undefined) !== undefined) continue
      const removed = tree.everNamed(library).flatMap((path) => tree.whoRemoved(path) ?? [])[0]
      failures.push(
        failureOf(tree, file, {
          key: `name service ${database} ${service}`,
          message: `/etc/nsswitch.conf asks ${service} for ${database}, and ${library} is not there`,
          ...(removed === undefined ? {} : { cause: removed }),
        }),
      )
    }
  }
  return { looked, failures }
}
