import type { Problem } from "../../errors/index.ts"
import type { LazyInstallerOptions } from "./installer.ts"
import type { LazySource } from "./source.ts"

const aptPackage = /^[a-z0-9][a-z0-9+.-]+(:[a-z0-9]+)?(=[A-Za-z0-9.+:~-]+)?$/
const npmPackage = /^(@[a-z0-9._~-]+\/)?[a-z0-9._~-]+@\d[A-Za-z0-9.+-]*$/
const pipPackage = /^[A-Za-z0-9][A-Za-z0-9._-]*(\[[A-Za-z0-9,._-]+\])?==[A-Za-z0-9.+!_-]+$/
const command = /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/

/** True for a path below a folder, with no way out of it. */
function isInside(path: string): boolean {
  return path !== "" && !path.split("/").some((part) => part === "" || part === "." || part === "..")
}

function matching(what: string, values: readonly string[], pattern: RegExp, form: string): readonly string[] {
  if (values.length === 0) return [`${what}: none are named`]
  return values.filter((value) => !pattern.test(value)).map((value) => `${what}: '${value}' is not ${form}`)
}

function fetched(source: { readonly url: string; readonly sha256: string }): readonly string[] {
  return [
    ...(/^https?:\/\/[^\s]+$/.test(source.url) ? [] : [`url: '${source.url}' is no http or https address`]),
    ...(/^[0-9a-f]{64}$/.test(source.sha256) ? [] : ["sha256: not 64 hexadecimal digits in lower case"]),
  ]
}

function sourceProblems(source: LazySource, scope: "system" | "user"): readonly string[] {
  switch (source.kind) {
    case "apt":
      return [
        ...matching("packages", source.packages, aptPackage, "a package as apt takes it"),
        ...(scope === "user" ? ["apt installs for everybody: scope is 'system'"] : []),
      ]
    case "archive":
      return [
        ...fetched(source),
        ...matching("programs", Object.keys(source.programs), command, "a command's name"),
        ...[...Object.values(source.programs), ...(source.folder === undefined ? [] : [source.folder])]
          .filter((path) => !isInside(path))
          .map((path) => `'${path}' is no path inside the archive`),
      ]
    case "file": {
      const front = scope === "user" ? "~/" : "/"
      const good = source.to.startsWith(front) && isInside(source.to.slice(front.length))
      return [...fetched(source), ...(good ? [] : [`to: '${source.to}' is no full path that begins with ${front}`])]
    }
    case "npm":
      return [
        ...matching("packages", source.packages, npmPackage, "an npm package with its exact version"),
        ...matching("programs", source.programs, command, "a command's name"),
      ]
    case "pip":
      return [
        ...matching("packages", source.packages, pipPackage, "a Python package with its exact version"),
        ...matching("programs", source.programs, command, "a command's name"),
      ]
  }
}

function isBytes(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0
}

function desktopProblems({ desktop, source }: LazyInstallerOptions): readonly string[] {
  if (desktop === undefined) return []
  const texts = [desktop.title, desktop.exec, desktop.icon ?? "", ...(desktop.categories ?? [])]
  return [
    ...(texts.some((text) => /\p{Cc}/u.test(text)) ? ["desktop: holds a line break or control character"] : []),
    ...(desktop.title === "" || desktop.exec === "" ? ["desktop: title and exec are needed"] : []),
    ...(desktop.entry !== undefined && source.kind !== "apt"
      ? ["desktop: only packages of apt bring an entry of their own"]
      : []),
    ...(desktop.entry === undefined || /^[A-Za-z0-9._-]+\.desktop$/.test(desktop.entry)
      ? []
      : [`desktop: '${desktop.entry}' is no file name that ends in .desktop`]),
  ]
}

/** Everything that is wrong with an installer, also where types were not asked. */
export function installerProblems(options: LazyInstallerOptions): readonly Problem[] {
  const { name, summary, diskBytes, downloadBytes } = options
  const messages = [
    ...(/^[a-z0-9][a-z0-9-]*$/.test(name) ? [] : ["name: only lower-case letters, digits and -"]),
    ...(name === "all" ? ["name: install-all is the program that installs everything"] : []),
    ...(/^\P{Cc}+$/u.test(summary) ? [] : ["summary: one line is needed"]),
    ...(isBytes(diskBytes) ? [] : ["diskBytes: a whole number of bytes above 0 is needed"]),
    ...(downloadBytes === undefined || isBytes(downloadBytes) ? [] : ["downloadBytes: not a whole number above 0"]),
    ...sourceProblems(options.source, options.scope),
    ...desktopProblems(options),
  ]
  return messages.map((message) => ({ code: "invalid-option", message: `lazyInstaller '${name}': ${message}` }))
}
