import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { type ErrorCode, errorCodes } from "../../lib/errors/index.ts"

const folder = new URL("../../docs/errors/", import.meta.url)
const pages = readdirSync(folder).filter((file) => file !== "README.md")

test("every error code has a page and every page an error code", () => {
  const codes = Object.keys(errorCodes).map((code) => `${code}.md`)
  expect(pages.sort()).toEqual(codes.sort())
})

test.each(pages)("docs/errors/%s is about its code: title, exit code, a message as it is printed", (page) => {
  const text = readFileSync(new URL(page, folder), "utf8")
  const code = page.replace(/\.md$/, "")
  expect(text).toMatch(new RegExp(`^# \`?${code}\`?\n`))
  expect(text).toContain(`error[${code}]: `)
  for (const [, exitCode] of text.matchAll(/exit code (\d)/gi))
    expect(Number(exitCode)).toBe(errorCodes[code as ErrorCode])
})
