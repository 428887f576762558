import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import axe, { type AxeResults } from "axe-core"
import { type Browser, chromium, type Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { categories, type Ledger } from "../../lib/ledger/index.ts"
import { inspectionHtml } from "../../lib/report/html/inspect-html.ts"
import { toInspection } from "../../lib/report/index.ts"
import { makeLedger } from "../ledger/support/make-ledger.ts"
import { chromiumPath, whyNoChromium } from "../report/support/chromium.ts"
import { sampleLedger, sampleWaste } from "../report/support/sample.ts"

describe.skipIf(!chromiumPath)(`the page in Chromium ${whyNoChromium}`, () => {
  let browser: Browser
  let folder: string
  /** What pages asked for beside themselves, and what they complained of. */
  let complaints: string[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "strata-html-"))
    browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: ["--no-sandbox"] })
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(ledger: Ledger, options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
    const file = join(folder, "report.html")
    writeFileSync(file, inspectionHtml(ledger, toInspection(ledger, sampleWaste)))
    complaints = []
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options })
    const url = pathToFileURL(file).href
    page.on("request", (request) => request.url() === url || complaints.push(`asked for ${request.url()}`))
    page.on("console", (message) => complaints.push(message.text()))
    page.on("pageerror", (error) => complaints.push(error.message))
    page.on("dialog", (dialog) => complaints.push(`dialog ${dialog.message()}`))
    await page.goto(url)
    return page
  }

  const focused = (page: Page) => page.evaluate<string>("document.activeElement.getAttribute('aria-label')")
  const status = (page: Page) => page.locator("#status").textContent()
  const tile = (page: Page, name: string) => page.getByRole("treeitem", { name })

  it("loads nothing, breaks no policy, and shows the image's figures", async () => {
    const page = await open(sampleLedger)
    await tile(page, "libtorch.so 3.20 GB, 98 %, of it 1.60 GB overwritten or deleted later").waitFor()
    expect(await page.locator(".figures").textContent()).toContain("3.25 GBunpacked")
    expect(await status(page)).toBe("showing Image, 3.25 GB")
    expect(complaints).toEqual([])
    await page.close()
  })

  it.each(["light", "dark"] as const)(
    "has no accessibility violations in %s, whatever it shows",
    async (colorScheme) => {
      // Every colour, with its text on it.
      const everything = makeLedger({
        packages: sampleLedger.packages.slice(1),
        rows: categories.flatMap((category, index) => [
          { path: `usr/${category}/one`, bytes: 5_000_000, category, package: index % 3 },
          { path: `usr/${category}/two`, bytes: 5_000_000, category, layer: 1, state: "deleted" as const },
        ]),
      })
      const page = await open(everything, { colorScheme })
      await page.evaluate(axe.source)
      const violations = async () => {
        const { violations } = await page.evaluate<AxeResults>("axe.run()")
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)
      }
      expect(await violations()).toEqual([])
      for (const view of ["packages", "layers", "steps"]) {
        await page.getByRole("radio", { name: view }).check()
        expect(await violations()).toEqual([])
      }
      await page.getByRole("searchbox").fill("library")
      for (const paths of await page.locator("details summary").all()) await paths.click()
      expect(await violations()).toEqual([])
      await page.close()
    },
  )

  it("can be walked by keyboard: into, out of, next, zoom in and back", async () => {
    const page = await open(sampleLedger)
    await page.getByRole("radio", { name: "packages" }).check()
    await page.locator("[role=treeitem][tabindex='0']").focus()
    expect(await focused(page)).toMatch(/^python 3.20 GB/)
    await page.keyboard.press("ArrowRight")
    expect(await focused(page)).toMatch(/^torch 2.4.1 {2}\(opt\/venv\) 3.20 GB/)
    await page.keyboard.press("ArrowLeft")
    expect(await focused(page)).toMatch(/^python /)
    await page.keyboard.press("End")
    expect(await focused(page)).toMatch(/^dpkg /)
    await page.keyboard.press("Home")
    await page.keyboard.press("Enter")
    expect(await status(page)).toBe("showing python, 3.20 GB")
    expect(await focused(page)).toMatch(/^torch/)
    await page.keyboard.press("Escape")
    expect(await status(page)).toBe("showing Image, 3.25 GB")
    expect(await focused(page)).toMatch(/^python /)
    // One tile only is in the order of the tabulator key.
    expect(await page.locator("[role=treeitem][tabindex='0']").count()).toBe(1)
    await page.close()
  })

  it("finds paths and packages, and goes to them", async () => {
    const page = await open(sampleLedger)
    await page.keyboard.press("/")
    await page.keyboard.type("TORCH")
    expect(await status(page)).toContain("3.20 GB found")
    const found = page.locator("#contents button")
    expect(await found.allTextContents()).toEqual(["torch 2.4.1 (python)3.20 GB", "/opt/venv/lib/torch/3.20 GB"])
    await found.first().click()
    expect(await page.locator("#crumbs").textContent()).toBe("Imagepythontorch 2.4.1  (opt/venv)")
    // What only a path says, by its name and by a part of it.
    await page.getByRole("searchbox").fill("motd")
    expect(await found.allTextContents()).toEqual(["/etc/motd300 B"])
    await page.getByRole("searchbox").fill("torch/x")
    expect(await status(page)).toContain("100 kB found")
    expect(await found.allTextContents()).toEqual(["/opt/venv/lib/torch/x.py100 kB"])
    await page.getByRole("searchbox").fill("no such thing")
    expect(await page.locator("#contents").textContent()).toBe("Found: 0")
    await page.getByRole("searchbox").press("Escape")
    expect(await status(page)).not.toContain("found")
    await page.close()
  })

  it("leads from the waste list to the map", async () => {
    const page = await open(sampleLedger)
    await page.locator("summary", { hasText: "1 path" }).first().click()
    await page.locator("button[data-path='opt/venv/lib/torch/libtorch.so']").click()
    expect(await page.locator("#details h2").textContent()).toBe("/opt/venv/lib/torch/libtorch.so")
    expect(await page.locator("#details .warning").textContent()).toContain("1.60 GB of it overwritten or deleted")
    await page.close()
  })

  it("says all that matters without scripts", async () => {
    const page = await open(sampleLedger, { javaScriptEnabled: false })
    expect(await page.locator("#explorer").isVisible()).toBe(false)
    expect(await page.locator(".finding").count()).toBe(2)
    expect(await page.getByRole("row").count()).toBeGreaterThan(7)
    await page.close()
  })

  it("takes names from the image as text, never as markup", async () => {
    const evil = `</script><script>alert(1)</script><img src=x onerror="alert(2)">`
    const page = await open(
      makeLedger({
        ref: evil,
        layers: [{ step: evil, createdBy: `${evil}!`, at: { file: evil, line: 1 } }],
        packages: [{ ecosystem: "npm", name: evil, version: evil, location: evil }],
        rows: [{ path: `usr/${evil.replaceAll("/", "")}`, bytes: 9_000_000, package: 1 }],
      }),
    )
    for (const view of ["packages", "layers", "steps", "folders"]) {
      await page.getByRole("radio", { name: view }).check()
      await page.locator("[role=treeitem]").first().focus()
    }
    expect(await page.locator("img").count()).toBe(0)
    expect(await page.locator("h1").textContent()).toBe(evil)
    expect(complaints).toEqual([])
    await page.close()
  })

  it("fits a telephone", async () => {
    const page = await open(sampleLedger, { viewport: { width: 360, height: 740 } })
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360)
    await page.close()
  })
})
