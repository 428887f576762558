import { isNoElf } from "../../elf-objects.ts"
import type { ImageTree } from "../../image-tree.ts"
import type { Failure, Found } from "../../types.ts"
import { failureOf } from "../failure.ts"
import { isOptionalPart } from "../optional-paths.ts"
import { type Asking, copiesOf, isForSame, type Linking, linkingOf, loadedBy } from "./linking.ts"
import { machineName, machineOfArchitecture } from "./machines.ts"
import { missingVersions } from "./missing-versions.ts"
import { whyNotFound } from "./why-not-found.ts"

/** Names that the kernel, or the driver on the host, brings into a container. */
const fromHost =
  /^(linux-vdso|ld-linux|libcuda\.so|libnvidia-|libnvcuvid\.so|libnvoptix\.so|libGLX_nvidia\.so|libEGL_nvidia\.so)/

/** Whether an object is a library that the loader does not find by its name: somebody else loads it, as a plugin. */
function isPlugin({ loader, tree }: Linking, { path, object }: Asking): boolean {
  if (object.interpreter !== undefined || object.kind === "executable") return false
  return loader.find(object.soname ?? tree.baseName(path), undefined)?.path !== path
}

/**
 * Whether an object gets a library: from the loader, or because whoever starts or loads the object cares for it. That is
 * known of a library that lies beside the object; a package's plugin may rely on any that the image has, its helper
 * programs on those of the package; and Debian's packages bring plugins for libraries that nobody need install.
 */
function isFound(linking: Linking, name: string, asking: Asking): boolean {
  const { tree, loader, commands } = linking
  const { path } = asking
  if (tree.exists(name, tree.folder(path))) return true
  if (name.includes("/")) return false
  if (loadedBy(linking, name, asking) !== undefined) return true
  // A public library is found by the cache or not at all.
  if (loader.configured(name) !== undefined || !tree.isPackaged(path)) return false
  const copies = copiesOf(linking, name).filter((copy) => isForSame(linking, copy, asking))
  if (!isPlugin(linking, asking))
    return !commands.has(tree.folder(path)) && copies.some((copy) => tree.owner(copy) === tree.owner(path))
  return copies.length > 0 || isOptionalPart(tree, path, name)
}

function notFound(linking: Linking, asking: Asking): readonly Failure[] {
  const { tree } = linking
  const { path, object } = asking
  return object.needed
    .filter((name) => !fromHost.test(name) && !isFound(linking, name, asking))
    .map((name) =>
      failureOf(tree, path, {
        key: `library ${tree.name(path)} ${name}`,
        message: `${tree.name(path)} needs ${name}, which the loader does not find`,
        cause: whyNotFound(linking, name, asking),
      }),
    )
}

/** Libraries that the loader takes and that are no ELF file at all, as one that was cut to nothing. */
function notElf(linking: Linking, asking: Asking): readonly Failure[] {
  const { tree } = linking
  return asking.object.needed.flatMap((name) => {
    const path = loadedBy(linking, name, asking)?.path
    if (path === undefined || linking.objects.has(path) || !isNoElf(tree, path)) return []
    return [
      failureOf(tree, asking.path, {
        key: `not ELF ${tree.name(asking.path)} ${name}`,
        message: `${tree.name(asking.path)} needs ${name}, and ${tree.name(path)} is no ELF file`,
        cause: tree.whoWrote(path).sentence,
      }),
    ]
  })
}

function wrongVersions(linking: Linking, asking: Asking): readonly Failure[] {
  const { tree } = linking
  const name = tree.name(asking.path)
  return missingVersions(linking, asking).map(({ provider, library, versions }) => {
    // Of the two that do not fit together the later one is the news.
    const wrote = [tree.whoWrote(asking.path), tree.whoWrote(provider)].sort((a, b) => b.layer - a.layer)[0]
    return failureOf(tree, asking.path, {
      key: `version ${name} ${library}`,
      message: `${name} needs ${versions.join(", ")} of ${library}, which ${tree.name(provider)} does not have`,
      ...(wrote ? { cause: wrote.sentence } : {}),
    })
  })
}

/** A program that the kernel does not start: its loader is missing, or it is for another machine. */
function notStarted({ tree, commands }: Linking, { path, object }: Asking): readonly Failure[] {
  const name = tree.name(path)
  const { interpreter, machine } = object
  const wanted = machineOfArchitecture(tree.files.config.architecture)
  if (machine !== wanted) {
    // Programs for others are brought on purpose, as emulators and npm packages do, but not as commands.
    if (!commands.has(tree.folder(path))) return []
    return [
      failureOf(tree, path, {
        key: `machine ${name}`,
        message: `${name} is for ${machineName(machine)}, and the image for ${machineName(wanted)}`,
        cause: tree.whoWrote(path).sentence,
      }),
    ]
  }
  if (interpreter === undefined || tree.exists(interpreter)) return []
  const message = `${name} is started by ${interpreter}, which is not there`
  return [failureOf(tree, path, { key: `loader ${name}`, message, missing: interpreter })]
}

/** Programs that do not start, and shared libraries and versions of symbols that are asked for and not found. */
export function checkLibraries(tree: ImageTree): Found {
  const linking = linkingOf(tree)
  const failures: Failure[] = []
  for (const found of linking.objects.values()) {
    const name = tree.name(found.path)
    if ("damage" in found) {
      const message = `${name} is damaged: ${found.damage}`
      failures.push(failureOf(tree, found.path, { key: `damaged ${name}`, message }))
      continue
    }
    const refused = notStarted(linking, found)
    failures.push(
      ...(refused.length > 0
        ? refused
        : [...notFound(linking, found), ...notElf(linking, found), ...wrongVersions(linking, found)]),
    )
  }
  return { looked: linking.objects.size, failures }
}
