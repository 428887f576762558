import { createHash } from "node:crypto"
import type { Ledger } from "../../ledger/index.ts"
import type { Inspection } from "../inspection-schema.ts"
import { escapeHtml, escapeJson } from "./escape-html.ts"
import { pageData } from "./page-data.ts"
import { type PageFiles, readPageFiles } from "./page-files.ts"
import { figures, layerTable, legend, packageTable, wasteSection } from "./sections.ts"

/** Rows of the table of packages. */
const packagesShown = 50

const views = ["folders", "packages", "layers", "steps"]

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`

/** The part that the script brings to life; without scripts it stays hidden and the tables say what there is. */
function explorer(): string {
  const radios = views.map(
    (view, index) =>
      `<label><input type="radio" name="view" value="${view}"${index === 0 ? " checked" : ""}>${view}</label>`,
  )
  return `<section id="explorer" aria-label="Map of the image" hidden>
<div class="tools">
<fieldset><legend class="only-read">Show by</legend>${radios.join("")}</fieldset>
<label for="search" class="only-read">Search paths and packages</label>
<input type="search" id="search" placeholder="Search paths and packages ( / )" autocomplete="off" spellcheck="false">
<label>theme <select id="theme"><option value="">as the system</option><option>light</option><option>dark</option></select></label>
</div>
<nav aria-label="Shown"><ol id="crumbs"></ol></nav>
<div class="panes">
<div><div id="map" role="tree" aria-label="Map: each tile is as large as its bytes"></div>${legend()}</div>
<aside aria-label="Details"><div id="details" class="pane"></div><div id="contents" class="pane"></div></aside>
</div>
<p id="status" role="status" class="only-read"></p>
</section>`
}

/** The page of a report, from all that it holds. */
export function renderPage(ledger: Ledger, inspection: Inspection, { script, style }: PageFiles): string {
  const { image } = inspection
  const title = escapeHtml(image.ref)
  const about = [image.platform, image.id].filter((each) => each !== undefined).map(escapeHtml)
  // Nothing is loaded, and no script or style but those of this very page is taken.
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}: where the bytes are</title>
<style>${style}</style>
</head>
<body>
<header><div class="name"><h1>${title}</h1><p>${about.join(", ")}</p></div></header>
<main>
${figures(inspection)}
${explorer()}
${wasteSection(inspection)}
${layerTable(inspection)}
${packageTable(inspection, packagesShown)}
</main>
<footer><p>Bytes are unpacked, 1 GB = 10<sup>9</sup> bytes. Keys on the map: <kbd>↑</kbd> <kbd>↓</kbd> next tile, <kbd>→</kbd> into, <kbd>←</kbd> out of, <kbd>Enter</kbd> zoom in, <kbd>Esc</kbd> zoom out, <kbd>/</kbd> search. Small files are put together with their neighbours. Made by Strata.</p></footer>
<script type="application/json" id="data">${escapeJson(pageData(ledger))}</script>
<script type="module">${script}</script>
</body>
</html>
`
}

/**
 * One file that shows an image without any other: a map to walk through, the waste list, and tables. It holds 1 to 2 MB
 * however many entries the image has.
 * @param inspection what `--json` prints of the same ledger
 */
export function inspectionHtml(ledger: Ledger, inspection: Inspection): string {
  return renderPage(ledger, inspection, readPageFiles())
}
