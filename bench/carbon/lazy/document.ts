import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { markdownCode, markdownTable } from "../../../lib/report/markdown.ts"
import { formatBytes } from "../../../lib/text/bytes.ts"
import { carbonLazySet } from "../../../pipelines/carbon/lazy-set.ts"
import type { Proof } from "./prove.ts"
import type { AllProof } from "./prove-all.ts"

const measured = join(import.meta.dirname, "../measured")
const [file, allFile] = [join(measured, "lazy.json"), join(measured, "lazy-all.json")]

interface Dated {
  readonly date: string
}
type Recorded = Proof & Dated
type RecordedAll = AllProof & Dated

/** What was seen, the last time of each installer. */
export function readProofs(): readonly Recorded[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as readonly Recorded[]) : []
}

/** What was seen of `install-all`, once it was looked at. */
export function readAllProof(): RecordedAll | undefined {
  return existsSync(allFile) ? (JSON.parse(readFileSync(allFile, "utf8")) as RecordedAll) : undefined
}

const today = (): string => new Date().toISOString().slice(0, 10)

export function writeAllProof(seen: AllProof): void {
  writeFileSync(allFile, `${JSON.stringify({ date: today(), ...seen }, null, 2)}\n`)
}

export function writeProofs(seen: readonly Proof[]): void {
  const date = today()
  const all = new Map([...readProofs(), ...seen.map((proof) => ({ date, ...proof }))].map((each) => [each.name, each]))
  const inOrder = carbonLazySet().flatMap(({ name }) => all.get(name) ?? [])
  writeFileSync(file, `${JSON.stringify(inOrder, null, 2)}\n`)
}

/** Paths that several installers leave, and those of one alone. */
function leftLines(proofs: readonly Recorded[]): readonly string[] {
  const paths = [...new Set(proofs.flatMap(({ leftBehind }) => leftBehind))].sort()
  if (paths.length === 0) return ["Nothing is left behind but logs."]
  const lines = paths.map((path) => {
    const names = proofs.flatMap(({ name, leftBehind }) => (leftBehind.includes(path) ? [name] : []))
    return `- ${markdownCode(path)}: ${names.length === proofs.length ? "all" : names.join(", ")}`
  })
  return [
    "Not as before, apart from logs: indexes that triggers of other packages write anew, dpkg's copy of its last state, and a folder that other packages list too. Anything else is a fault.",
    lines.join("\n"),
  ]
}

/** `install-all`, in a paragraph. */
function allLines(all: RecordedAll | undefined): readonly string[] {
  if (!all) return []
  const { date, programs, statedBytes, addedBytes, packages, seconds, againSeconds, cuts, leftBehind, faults } = all
  const cut = `killed in the middle of the list (${markdownCode(cuts.installing ?? "too late")}), run again to its end in ${seconds.toFixed(0)} s, run once more (${againSeconds.toFixed(1)} s: all is there)`
  const removal =
    cuts.removing === undefined ? "removed" : `removed, which is killed too (${markdownCode(cuts.removing)})`
  return [
    "## All at once",
    `${markdownCode("install-all --all")} of the ${programs} programs in one container, seen on ${date}: without a network it ends with 3 and nothing is installed. With one it is ${cut}; each program is then used by its line of the list, and all are ${removal}. Together they add ${packages} packages with ${formatBytes(addedBytes)} to this image, of the ${formatBytes(statedBytes)} that they state each by itself. Afterwards ${leftBehind.length} paths are not as before, of the kinds below. ${faults.length === 0 ? "All of it holds." : "What does not hold:"}`,
    ...(faults.length === 0 ? [] : [faults.map((fault) => `- ${fault}`).join("\n")]),
  ]
}

export function lazyDocument(proofs: readonly Recorded[], all?: RecordedAll): string {
  const rows = proofs.map(({ name, date, statedBytes, addedBytes, packages, seconds, cuts, leftBehind, faults }) => [
    markdownCode(`install-${name}`),
    formatBytes(statedBytes),
    formatBytes(addedBytes),
    String(packages),
    `${seconds.toFixed(0)} s`,
    cuts.fetching ?? "",
    cuts.unpacking ?? "",
    cuts.configuring ?? "",
    cuts.removing ?? "it was over",
    String(leftBehind.length),
    faults.length === 0 ? "holds" : `**${faults.length}**`,
    date,
  ])
  const faults = proofs.flatMap(({ name, faults }) => faults.map((fault) => `- ${markdownCode(name)}: ${fault}`))
  return `${[
    "# Carbon's lazy installers, each really used",
    "Written by\n\n```sh\nnpx tsx --conditions=strata-source bench/carbon/measure.ts lazy-tools-desktop\nnpx tsx --conditions=strata-source bench/carbon/lazy.ts --write\nnpx tsx --conditions=strata-source bench/carbon/lazy.ts --write --all\nnpx tsx --conditions=strata-source bench/carbon/write-document.ts\n```",
    "Each program of the profile `lazy` of carbon-tools, in a container of the built image. Without a network, and without root's rights, it says so with exit code 3 and leaves nothing. Then it is started and everything in the container is killed (SIGKILL) three times: while it fetches, while dpkg is in the middle of unpacking a package, while dpkg runs a package's script; `--status` says each time that it is not there. The fourth run has to end well, leave nothing that `dpkg --audit` finds, and show the packages' own menu entry instead of the offer. It is run again, used by its line of `pipelines/carbon/features.json`, removed, which is cut too, and the container's files are compared with the image's: content, mode, owner.",
    markdownTable(
      [
        { title: "program" },
        { title: "stated", right: true },
        { title: "adds here", right: true },
        { title: "packages", right: true },
        { title: "last run", right: true },
        { title: "cut while it fetched" },
        { title: "cut while dpkg unpacked" },
        { title: "cut while dpkg configured" },
        { title: "cut while it was removed" },
        { title: "paths left", right: true },
        { title: "result" },
        { title: "seen" },
      ],
      rows,
    ),
    "*Stated* is on a system that has nothing, *adds here* is what it added to this image, by its packages' records. The cuts name what was half done, in dpkg's words: `iU` unpacked, `iF` half configured, `iH` and `iHR` half installed.",
    ...(faults.length === 0 ? [] : ["## What does not hold", faults.join("\n")]),
    ...allLines(all),
    "## What is left after a removal",
    ...leftLines(proofs),
  ].join("\n\n")}\n`
}
