import { formatBytes } from "../../text/bytes.ts"
import { groupDigits } from "../../text/group-digits.ts"
import { countOf } from "../count-of.ts"
import { wasteWords } from "../headline.ts"
import type { Inspection } from "../inspection-schema.ts"
import { packageLabel } from "../package-label.ts"
import { formatPlace } from "../place.ts"
import { formatShare } from "../share.ts"
import { escapeHtml } from "./escape-html.ts"
import { families } from "./families.ts"

type Finding = NonNullable<Inspection["waste"]>["findings"][number]

/** The image's figures, each with what it is. */
export function figures(inspection: Inspection): string {
  const { unpackedBytes, visibleBytes, hiddenBytes, compressedBytes, entries, layers, waste } = inspection
  const can =
    waste && waste.freedBytes > 0
      ? [["can-go", formatBytes(waste.freedBytes), `can go (${formatShare(waste.freedBytes, unpackedBytes)})`]]
      : []
  const all = [
    ["", formatBytes(unpackedBytes), "unpacked"],
    ["", formatBytes(visibleBytes), "visible"],
    ["", formatBytes(hiddenBytes), "hidden by later layers"],
    ...(compressedBytes === undefined ? [] : [["", formatBytes(compressedBytes), "compressed"]]),
    ["", groupDigits(entries), `entries in ${countOf(layers.length, "layer", "layers")}`],
    ...can,
  ]
  const items = all.map(
    ([name, figure, what]) =>
      `<li${name ? ` class="${name}"` : ""}><strong>${figure}</strong><span>${what}</span></li>`,
  )
  return `<ul class="figures">${items.join("")}</ul>`
}

/** What the colours of the map mean. */
export function legend(): string {
  const items = families.map(
    ({ name }, number) => `<li><span class="swatch family-${number}"></span>${escapeHtml(name)}</li>`,
  )
  return `<ul class="legend" aria-label="Colours">${items.join("")}<li><span class="swatch hidden-bytes"></span>overwritten or deleted later</li></ul>`
}

function finding({ kind, title, freedBytes, remedy, step, at, paths, pathCount }: Finding): string {
  const where = [at ? `<code>${escapeHtml(formatPlace(at))}</code>` : "", step === undefined ? "" : escapeHtml(step)]
    .filter(Boolean)
    .join(" ")
  const items = paths.map(
    ({ path, unpackedBytes }) =>
      `<li><button type="button" data-path="${escapeHtml(path)}">/${escapeHtml(path)}</button> ${formatBytes(unpackedBytes)}</li>`,
  )
  const more = pathCount > paths.length ? `<li>and ${groupDigits(pathCount - paths.length)} more</li>` : ""
  const list =
    items.length === 0
      ? ""
      : `<details><summary>${countOf(pathCount, "path", "paths")}</summary><ul>${items.join("")}${more}</ul></details>`
  return `<li class="finding"><strong>${formatBytes(freedBytes)}</strong><div>
<h3>${escapeHtml(title)}</h3><p>${escapeHtml(remedy)}</p><p class="where"><span class="kind">${kind}</span>${where ? ` in ${where}` : ""}</p>
${list}</div></li>`
}

/** All waste, with remedies; nothing where nobody looked. */
export function wasteSection(inspection: Inspection): string {
  const { waste } = inspection
  if (!waste) return ""
  const list = waste.findings.length === 0 ? "" : `<ol class="findings">${waste.findings.map(finding).join("\n")}</ol>`
  return `<section class="page" aria-labelledby="waste"><h2 id="waste">Waste: ${wasteWords(inspection)}</h2>${list}</section>`
}

function table(
  id: string,
  title: string,
  head: string,
  rows: readonly { readonly bytes: number; readonly cells: readonly string[] }[],
  whole: number,
): string {
  const lines = rows.map(
    ({ bytes, cells }) =>
      `<tr><td class="number">${formatBytes(bytes)}</td><td class="number">${formatShare(bytes, whole)}</td>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
  )
  return `<section class="page"><h2 id="${id}">${title}</h2><div class="scroll" tabindex="0" role="region" aria-labelledby="${id}"><table><thead><tr><th class="number" scope="col">unpacked</th><th class="number" scope="col">share</th>${head}</tr></thead><tbody>${lines.join("\n")}</tbody></table></div></section>`
}

/** Layers in their order. */
export function layerTable({ layers, unpackedBytes }: Inspection): string {
  const rows = layers.map(({ unpackedBytes: bytes, step, at, createdBy, entries }, number) => ({
    bytes,
    cells: [
      String(number + 1),
      `${escapeHtml(step)}${at ? ` <code>${escapeHtml(formatPlace(at))}</code>` : ""}${createdBy && createdBy !== step ? `<details><summary>history</summary><code>${escapeHtml(createdBy)}</code></details>` : ""}`,
      groupDigits(entries),
    ],
  }))
  return table(
    "layers",
    "Layers",
    '<th scope="col">layer</th><th scope="col">step</th><th scope="col">entries</th>',
    rows,
    unpackedBytes,
  )
}

/** The heaviest packages. */
export function packageTable({ packages, unpackedBytes }: Inspection, most: number): string {
  const rows = packages
    .slice(0, most)
    .map((each) => ({ bytes: each.unpackedBytes, cells: [escapeHtml(packageLabel(each)), groupDigits(each.entries)] }))
  const title =
    packages.length > most ? `Packages: the ${most} heaviest of ${groupDigits(packages.length)}` : "Packages"
  return table("packages", title, '<th scope="col">package</th><th scope="col">entries</th>', rows, unpackedBytes)
}
