import { execFileSync } from "node:child_process"
import { describe, expect, it } from "vitest"
import {
  verificationDocument,
  verificationJunit,
  verificationSchema,
  verificationText,
} from "../../lib/verify/index.ts"
import type { Verification } from "../../lib/verify/types.ts"
import { hasPython, whyNoPython } from "../support/has-python.ts"

const hostile = `/usr/bin/<&"'\u0001\u001b[31m>`

const verification: Verification = {
  ref: "app:1",
  baseline: "app:0",
  checks: [
    { check: "links", looked: 12, failures: [], known: 2 },
    {
      check: "libraries",
      looked: 30,
      known: 0,
      failures: [
        { key: `library ${hostile}`, message: `${hostile} needs liba.so.1`, cause: "layer 2 deleted it", owner: "a" },
        { key: "library b", message: "/usr/bin/b needs libb.so.1" },
      ],
    },
    { check: "commands", looked: 0, failures: [], known: 0, skipped: "no command was named" },
    { check: "features", looked: 3, failures: [], known: 0, left: "gimp: there is no display" },
  ],
}

/** What Python's parser makes of JUnit XML: suites with their counts and cases. */
const parser = `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.read())
print(json.dumps([{"name": s.get("name"), "tests": s.get("tests"), "failures": s.get("failures"), "skipped": s.get("skipped"),
  "cases": [[c.get("name"), [e.tag + ": " + e.get("message") for e in c]] for c in s]} for s in root]))
`

describe("the result of verify", () => {
  it("is a document of its schema, which says whether it passed", () => {
    const document = verificationDocument(verification)
    expect(verificationSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
    expect(document.passed).toBe(false)
    expect(verificationDocument({ ref: "x", checks: verification.checks.slice(0, 1) }).passed).toBe(true)
  })

  it.skipIf(!hasPython)(`is JUnit XML that another parser reads, whatever paths are called${whyNoPython}`, () => {
    const xml = verificationJunit(verification)
    const suites = JSON.parse(execFileSync("python3", ["-c", parser], { input: xml, encoding: "utf8" }))
    expect(suites).toEqual([
      { name: "links", tests: "1", failures: "0", skipped: "0", cases: [["12 looked at", []]] },
      {
        name: "libraries",
        tests: "2",
        failures: "2",
        skipped: "0",
        cases: [
          [`library /usr/bin/<&"'\ufffd\ufffd[31m>`, [`failure: /usr/bin/<&"'\ufffd\ufffd[31m> needs liba.so.1`]],
          ["library b", ["failure: /usr/bin/b needs libb.so.1"]],
        ],
      },
      {
        name: "commands",
        tests: "1",
        failures: "0",
        skipped: "1",
        cases: [["commands", ["skipped: no command was named"]]],
      },
      {
        name: "features",
        tests: "2",
        failures: "0",
        skipped: "1",
        cases: [
          ["3 looked at", []],
          ["features", ["skipped: gimp: there is no display"]],
        ],
      },
    ])
  })

  it("is text with a line for each check, its failures and their cause, and no control character of the image", () => {
    const text = verificationText(verification, { top: 1 })
    expect(text.split("\n")).toEqual([
      "ok    links: 12 looked at, 2 known from the baseline",
      "FAIL  libraries: 2 of 30 looked at",
      "        /usr/bin/<&\"'\\x01\\x1b[31m> needs liba.so.1 (a)",
      "          layer 2 deleted it",
      "        1 more",
      "skip  commands: no command was named",
      "ok    features: 3 looked at",
      "        not looked at: gimp: there is no display",
      "2 failures in app:1 that app:0 does not have",
    ])
  })
})
