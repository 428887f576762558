import { stripVTControlCharacters } from "node:util"
import fc from "fast-check"
import { createColors } from "picocolors"
import { describe, expect, it } from "vitest"
import { makeLists } from "../../lib/browse/lists.ts"
import { listRows, render } from "../../lib/browse/render.ts"
import { type BrowseState, firstState } from "../../lib/browse/state.ts"
import { type Key, shownItems, shownLevel, update } from "../../lib/browse/update.ts"
import { makeLedger } from "../ledger/support/make-ledger.ts"

const ledger = makeLedger({
  layers: [{ step: "base" }, { step: "RUN chown", createdBy: "RUN /bin/sh -c chown -R 1000 /opt" }],
  packages: [{ ecosystem: "dpkg", name: "libc6", version: "2.36" }],
  rows: [
    { path: "usr/lib/libc.so.6", bytes: 700, package: 1, category: "library" },
    { path: "usr/lib/x/\u001b[31mred", bytes: 200 },
    { path: "opt/model.bin", bytes: 100, layer: 1, category: "model" },
  ],
})
const waste = {
  findings: [
    {
      kind: "copied-up" as const,
      title: "files that chown stores again",
      freedBytes: 100,
      remedy: "use COPY --chown",
      paths: [{ path: "/opt/model.bin", bytes: 100 }],
      pathCount: 1,
    },
  ],
  freedBytes: 100,
}
const lists = makeLists(ledger, waste)
const screen = { columns: 80, rows: 12, colours: createColors(true) }

function press(...keys: readonly (string | Key)[]): BrowseState {
  return keys.reduce<BrowseState>(
    (state, key) => update(state, typeof key === "string" ? { name: key, text: key } : key, lists, listRows(screen)),
    firstState(lists),
  )
}

const names = (state: BrowseState): readonly string[] => shownItems(state).map(({ name }) => name)
const type = (text: string): readonly Key[] => [...text].map((letter) => ({ name: letter, text: letter }))

describe("browsing an image", () => {
  it("walks into folders, heaviest first, and back", () => {
    expect(names(press())).toEqual(["usr/", "opt/"])
    expect(names(press("return"))).toEqual(["lib/"])
    expect(names(press("return", "return"))).toEqual(["libc.so.6", "x/"])
    expect(names(press("return", "return", "left", "left"))).toEqual(["usr/", "opt/"])
    expect(names(press("down", "right"))).toEqual(["model.bin"])
  })

  it("shows layers in their order, and packages and waste by weight", () => {
    expect(names(press({ text: "2" }))).toEqual(["base", "RUN chown"])
    expect(names(press({ text: "2" }, "down", "return"))).toEqual(["/opt/model.bin"])
    expect(names(press({ text: "3" }))).toEqual(["libc6 2.36 (dpkg)", "unowned"])
    expect(names(press({ text: "5" }))).toEqual(["files that chown stores again"])
    expect(press("tab", "tab", "tab", "tab", "tab").view).toBe("folders")
  })

  it("searches, keeps what was found, and lets go of it", () => {
    const searching = press({ text: "3" }, { text: "/" }, ...type("LIBC"))
    expect(names(searching)).toEqual(["libc6 2.36 (dpkg)"])
    expect(names(press({ text: "3" }, { text: "/" }, ...type("libcx"), "backspace", "return"))).toEqual([
      "libc6 2.36 (dpkg)",
    ])
    expect(names(press({ text: "3" }, { text: "/" }, ...type("q"), "escape"))).toHaveLength(2)
  })

  it("ends with q and with Ctrl-C, also while searching", () => {
    expect(press("q").ended).toBe(true)
    expect(press({ text: "/" }, "q").ended).toBe(false)
    expect(press({ text: "/" }, { name: "c", ctrl: true }).ended).toBe(true)
  })

  it("says how to mend a finding, and who made a layer", () => {
    const drawn = (state: BrowseState) => stripVTControlCharacters(render(state, lists, screen).join("\n"))
    expect(drawn(press({ text: "5" }))).toContain("use COPY --chown")
    expect(drawn(press({ text: "2" }, "down"))).toContain("RUN /bin/sh -c chown -R 1000 /opt")
  })

  it("fills the screen and never more, whatever is pressed, and shows no control character of the image", () => {
    const keys = [
      "up",
      "down",
      "return",
      "left",
      "pagedown",
      "pageup",
      "home",
      "end",
      "tab",
      "escape",
      "backspace",
      "space",
      "j",
      "x",
    ]
    const anyKey = fc.oneof(
      fc.constantFrom(...keys).map((name): Key => ({ name, text: name.length === 1 ? name : "" })),
      fc.constantFrom("/", "1", "2", "3", "4", "5", "e", "\u001b", "é").map((text): Key => ({ text })),
    )
    fc.assert(
      fc.property(
        fc.array(anyKey, { maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 30, max: 120 }),
        (pressed, rows, columns) => {
          const size = { ...screen, rows, columns }
          let state = firstState(lists)
          for (const key of pressed) state = update(state, key, lists, listRows(size))
          const lines = render(state, lists, size)
          expect(lines).toHaveLength(Math.max(7, rows))
          expect(shownLevel(state).at).toBeLessThan(Math.max(1, shownItems(state).length))
          for (const line of lines) {
            const plain = stripVTControlCharacters(line)
            expect(plain).not.toMatch(/\p{Cc}/u)
            expect(plain.length).toBeLessThanOrEqual(Math.max(columns, 63))
          }
        },
      ),
    )
  })
})
