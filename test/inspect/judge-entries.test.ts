import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { attribute } from "../../lib/inspect/attribute/index.ts"
import { applyRules } from "../../lib/inspect/attribute/rules/apply-rules.ts"
import type { JudgedEntries, JudgingTask } from "../../lib/inspect/judge-entries.ts"
import { findWaste } from "../../lib/inspect/waste/index.ts"
import { Workers } from "../../lib/workers/workers.ts"
import { makeFiles } from "./support/make-files.ts"
import { arbitraryLayers } from "./waste/support/arbitrary-layers.ts"
import { namedLayers } from "./waste/support/find.ts"

const workers = new Workers()
afterAll(() => workers.close())

const judgeCall = { module: new URL("../../lib/inspect/judge-entries.ts", import.meta.url).href, name: "judgeEntries" }

describe("entries that another thread judges", () => {
  it("are ruled and wasted as in this one", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLayers, async (entries) => {
        const files = makeFiles(entries)
        const layers = namedLayers(files)
        const task: JudgingTask = { paths: files.paths.shared, rows: files.rows, visible: files.visible, layers }
        const { drafts = [], ...ruled } = await workers.call<JudgingTask, JudgedEntries>(judgeCall, task)
        expect(ruled).toEqual(applyRules(files))
        const attribution = attribute(files)
        expect(findWaste(files, attribution, layers, { drafts })).toEqual(findWaste(files, attribution, layers))
      }),
      { numRuns: 100 },
    )
  }, 60_000)
})
