import { expect, test } from "vitest"
import { skipReason } from "./skip-reasons.ts"

test.each([
  ["tar readers (skipped: no python3) > reads > a link", "no python3"],
  ["reads (skipped: needs bsdtar (libarchive-tools))", "needs bsdtar (libarchive-tools)"],
  ["lists (skipped: DAGGER names no CLI, and no registry has one)", "DAGGER names no CLI, and no registry has one"],
  ["nothing said", "no reason is given"],
])("%s", (name, reason) => {
  expect(skipReason(name)).toBe(reason)
})
