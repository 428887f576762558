import { createHash } from "node:crypto"
import { canonicalJson } from "../../../ir/index.ts"
import { type ShellText, script, sh } from "../../../shell/index.ts"
import { formatBytes } from "../../../text/bytes.ts"
import type { LazyInstaller } from "../installer.ts"
import { peakBytes } from "../peak-bytes.ts"
import type { LazySource } from "../source.ts"
import { aptText } from "./apt.ts"
import { archiveText } from "./archive.ts"
import { common } from "./common.ts"
import { desktopText } from "./desktop.ts"
import { fileText } from "./file.ts"
import { main } from "./main.ts"
import { npmText } from "./npm.ts"
import { pipText } from "./pip.ts"
import { places } from "./places.ts"
import { programHeader } from "./program-header.ts"

/** Defines `source_is_there`, `source_install`, `source_remove`, and `where`, `room` and `part`. */
function sourceText(source: LazySource): readonly ShellText[] {
  switch (source.kind) {
    case "apt":
      return aptText(source)
    case "archive":
      return archiveText(source)
    case "file":
      return fileText(source)
    case "npm":
      return npmText(source)
    case "pip":
      return pipText(source)
  }
}

function fromWhere(source: LazySource): string {
  return "url" in source ? source.url : `${source.kind}: ${source.packages.join(" ")}`
}

/** The POSIX sh program `install-<name>`: complete, it reads nothing of the library's. */
export function installerProgram(installer: LazyInstaller): string {
  const { name, summary, diskBytes, scope, source } = installer
  const peak = peakBytes(installer)
  return `${programHeader(installer)}${script("sh", [
    sh`name=${name}`,
    sh`summary=${summary}`,
    sh`from=${fromWhere(source)}`,
    sh`id=${createHash("sha256").update(canonicalJson(source)).digest("hex")}`,
    sh`disk_bytes=${diskBytes}`,
    sh`peak_bytes=${peak}`,
    sh`disk=${formatBytes(diskBytes)}`,
    sh`peak=${formatBytes(peak)}`,
    sh`rights=${scope === "system" ? `run it as root: sudo install-${name}` : "your home is not writable"}`,
    ...places(installer),
    common,
    ...sourceText(source),
    ...desktopText(installer),
    main,
  ])}`
}
