import type { ImageTree } from "../../image-tree.ts"
import type { Failure, Found } from "../../types.ts"
import { parseDpkgStatus } from "./dpkg-status.ts"

/** Debian packages that are half installed, or that depend on one that is not installed at all. */
export function debianDependencies(tree: ImageTree): Found {
  const file = tree.resolve("/var/lib/dpkg/status")
  if (file === undefined) return { looked: 0, failures: [] }
  const packages = parseDpkgStatus(tree.text(file))
  const present = new Set(packages.flatMap(({ name, provides }) => [name, ...provides]))
  const failures = packages.flatMap(({ name, state, depends }): readonly Failure[] => {
    const half: readonly Failure[] =
      state === "installed" || state === "triggers-pending" || state === "triggers-awaited"
        ? []
        : [{ key: `state ${name}`, message: `${name} is ${state}: dpkg did not finish installing it`, owner: name }]
    const missing = depends
      .filter((names) => !names.some((each) => present.has(each)))
      .map((names) => ({
        key: `depends ${name} ${names.join("|")}`,
        message: `${name} depends on ${names.join(" or ")}, which is not installed`,
        owner: name,
      }))
    return [...half, ...missing]
  })
  return { looked: packages.length, failures }
}
