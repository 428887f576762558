/**
 * What each report of an image costs by itself, from a ledger that is there: one run in a fresh process, size of the page,
 * and how long Chromium takes to show it, from navigation to the map being drawn. Each time is wall and, in brackets,
 * processor time: on a machine that has other work to do only the latter says anything.
 *   npx tsx bench/inspect/reports.ts [ENTRIES...]        default: 300000 1000000 5000000
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { categories, type Ledger, PathTable, rowStates, unowned } from "../../lib/ledger/index.ts"
import { formatInspection, inspectionMarkdown, toInspection } from "../../lib/report/index.ts"
import { chromiumPath } from "../../test/report/support/chromium.ts"

/** Numbers that are the same in every run and spread like those of files: few large, many small. */
function* spread(): Generator<number, never> {
  for (let state = 1; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

const packageCount = 2000
const perFolder = 12

/** An image of so many entries in 12 layers, with packages that have folders of their own. */
function manyEntries(entries: number): Ledger {
  const random = spread()
  const next = (below: number): number => Math.floor(random.next().value * below)
  const paths = new PathTable()
  const rows = {
    bytes: new Float64Array(entries),
    layer: new Uint16Array(entries),
    path: new Uint32Array(entries),
    package: new Uint32Array(entries),
    category: new Uint8Array(entries),
    state: new Uint8Array(entries),
  }
  for (let row = 0; row < entries; row++) {
    const folder = Math.floor(row / perFolder)
    const owner = folder % packageCount
    rows.path[row] = paths.intern(`usr/lib/python3/dist-packages/package_${owner}/module_${folder}/file_${row}.py`)
    // Log-uniform from 64 bytes to 64 MB, and a few links and folders of none.
    rows.bytes[row] = row % 9 === 0 ? 0 : Math.floor(2 ** (6 + 20 * random.next().value ** 3))
    rows.layer[row] = owner % 12
    rows.package[row] = owner
    rows.category[row] = (owner + next(3)) % categories.length
    rows.state[row] = next(20) === 0 ? next(rowStates.length) : 0
  }
  return {
    image: { ref: "bench:1", id: "sha256:0" },
    layers: Array.from({ length: 12 }, (_, index) => ({ diffId: `sha256:${index}`, step: `step ${index}` })),
    packages: [
      unowned,
      ...Array.from({ length: packageCount }, (_, n) => ({ ecosystem: "python" as const, name: `package_${n}` })),
    ],
    paths,
    rows,
  }
}

function timed<T>(work: () => T): { readonly made: T; readonly took: string } {
  const [from, cpu] = [performance.now(), process.cpuUsage()]
  const made = work()
  const { user, system } = process.cpuUsage(cpu)
  return { made, took: `${((performance.now() - from) / 1000).toFixed(2)} s (${((user + system) / 1e6).toFixed(2)})` }
}

async function showTime(html: string): Promise<string> {
  if (!chromiumPath) return "no Chromium"
  const { chromium } = await import("playwright-core")
  const folder = mkdtempSync(join(tmpdir(), "strata-bench-"))
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] })
  try {
    const file = join(folder, "report.html")
    writeFileSync(file, html)
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
    const session = await page.context().newCDPSession(page)
    await session.send("Performance.enable", { timeDomain: "threadTicks" })
    const busy = async (): Promise<number> => {
      const { metrics } = await session.send("Performance.getMetrics")
      return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0
    }
    await page.goto(pathToFileURL(file).href)
    await page.locator(".tile").first().waitFor()
    const opened = await busy()
    // A module runs before this event, and draws the map.
    const shown = await page.evaluate<number>("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    const zoom = await page.evaluate<number>(
      "new Promise((done) => { const from = performance.now(); document.querySelector('.tile').click(); requestAnimationFrame(() => setTimeout(() => done(performance.now() - from))) })",
    )
    const zoomed = (await busy()) - opened
    return `shown after ${(shown / 1000).toFixed(2)} s (${opened.toFixed(2)}), zoomed in ${(zoom / 1000).toFixed(2)} s (${zoomed.toFixed(2)})`
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(entries: number): Promise<void> {
  const ledger = manyEntries(entries)
  const { inspectionHtml } = await import("../../lib/report/html/inspect-html.ts")
  const inspection = timed(() => toInspection(ledger))
  const text = timed(() => `${formatInspection(inspection.made)}${inspectionMarkdown(inspection.made)}`)
  const html = timed(() => inspectionHtml(ledger, inspection.made))
  const megabytes = (Buffer.byteLength(html.made) / 1e6).toFixed(2)
  console.log(
    `${entries.toLocaleString("en")} entries: summed up ${inspection.took}, printed ${text.took}, page ${html.took}, ${megabytes} MB, ${await showTime(html.made)}`,
  )
}

const [one] = process.argv.slice(2)
if (process.argv.length === 3) await measure(Number(one))
else {
  const counts = process.argv.length > 3 ? process.argv.slice(2) : ["300000", "1000000", "5000000"]
  for (const count of counts) {
    spawnSync(process.execPath, ["--import", "tsx", fileURLToPath(import.meta.url), count], { stdio: "inherit" })
  }
}
