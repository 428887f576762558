import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { afterAll, describe, expect, test } from "vitest"
import { readRpmDatabase } from "../../../lib/inspect/attribute/rpm/rpm.ts"
import { ownersIn } from "./support.ts"

/** Values of a header by tag: texts, or numbers of four bytes. */
type Header = readonly (readonly [tag: number, values: readonly string[] | readonly number[]])[]

/** A header as RPM's database has it. */
function encodeHeader(header: Header): Buffer {
  const store: Buffer[] = []
  const entries = header.map(([tag, values]) => {
    const entry = Buffer.alloc(16)
    const start = store.reduce((length, { length: own }) => length + own, 0)
    for (const value of values) {
      const number = Buffer.alloc(4)
      if (typeof value === "number") number.writeUInt32BE(value)
      store.push(typeof value === "number" ? number : Buffer.from(`${value}\0`))
    }
    for (const [index, field] of [tag, typeof values[0] === "number" ? 4 : 8, start, values.length].entries()) {
      entry.writeUInt32BE(field, 4 * index)
    }
    return entry
  })
  const lengths = Buffer.alloc(8)
  lengths.writeUInt32BE(entries.length)
  lengths.writeUInt32BE(Buffer.concat(store).length, 4)
  return Buffer.concat([lengths, ...entries, ...store])
}

function packageHeader(
  name: string,
  version: string,
  paths: readonly (readonly [folder: string, name: string])[],
): Buffer {
  const folders = [...new Set(paths.map(([folder]) => folder))]
  return encodeHeader([
    [1000, [name]],
    [1001, [version]],
    [1002, ["3.fc40"]],
    ...(name === "demo" ? [[1003, [2]] as const] : []),
    [1116, paths.map(([folder]) => folders.indexOf(folder))],
    [1117, paths.map(([, base]) => base)],
    [1118, folders],
  ])
}

/** SQLite itself, as Python has it, writes what is read here. */
const writeDatabase = `
import sqlite3, sys, json, base64
connection = sqlite3.connect(sys.argv[1])
connection.execute(f"pragma page_size={sys.argv[2]}")
connection.execute("create table Name (key text, hnum integer, idx integer)")
connection.execute("create table Packages (hnum integer primary key autoincrement, blob blob not null)")
for blob in json.load(sys.stdin):
    connection.execute("insert into Packages (blob) values (?)", (base64.b64decode(blob),))
    connection.execute("insert into Name values ('x', 1, 0)")
connection.commit()`

const hasPython = spawnSync("python3", ["-c", "import sqlite3"]).status === 0

describe.skipIf(!hasPython)(`rpm ${hasPython ? "" : "(skipped: Python with SQLite writes the databases)"}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-rpm-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let count = 0

  function database(headers: readonly Buffer[], pageSize = 4096): Buffer {
    const file = join(folder, `${count++}.sqlite`)
    execFileSync("python3", ["-c", writeDatabase, file, String(pageSize)], {
      input: JSON.stringify(headers.map((header) => header.toString("base64"))),
    })
    return readFileSync(file)
  }

  const manyFiles = Array.from({ length: 3000 }, (_, index) => ["/usr/share/demo/", `file-${index}`] as const)

  test.each([512, 4096, 65_536])("packages with their files, in pages of %i bytes", (pageSize) => {
    const small = Array.from({ length: 200 }, (_, index) =>
      packageHeader(`p${index}`, "1", [["/usr/bin/", `p${index}`]]),
    )
    const found = readRpmDatabase(database([...small, packageHeader("demo", "1.4", manyFiles)], pageSize))
    expect(found.length).toBe(201)
    expect(found[7]).toEqual({ name: "p7", version: "1-3.fc40", paths: ["/usr/bin/p7"] })
    expect(found[200]).toEqual({
      name: "demo",
      version: "2:1.4-3.fc40",
      paths: manyFiles.map((parts) => parts.join("")),
    })
  })

  test("owners; the skeleton's folders give nothing away, and keys are no packages", () => {
    const content = database([
      packageHeader("filesystem", "3", [["/", "mnt"]]),
      packageHeader("gpg-pubkey", "1", [["/usr/bin/", "demo"]]),
      packageHeader("demo", "1.4", [["/usr/bin/", "demo"]]),
    ])
    const owners = ownersIn(
      { path: "usr/lib/sysimage/rpm/rpmdb.sqlite", content },
      { path: "usr/bin/demo" },
      { path: "mnt", kind: "directory" },
      { path: "mnt/mine" },
    )
    expect(owners).toMatchObject({ "usr/bin/demo": "rpm demo 2:1.4-3.fc40" })
    expect(owners).not.toHaveProperty(["mnt/mine"])
  })

  test("pages that are their own children end", () => {
    const headers = Array.from({ length: 300 }, (_, index) => packageHeader(`p${index}`, "1", [["/usr/bin/", "x"]]))
    const circular = database(headers, 512)
    for (let page = 512; page < circular.length; page += 512) {
      if (circular[page] !== 5) continue
      for (let cell = 0; cell < circular.readUInt16BE(page + 3); cell++) {
        circular.writeUInt32BE(page / 512 + 1, page + circular.readUInt16BE(page + 12 + 2 * cell))
      }
    }
    expect(readRpmDatabase(circular).length).toBeLessThan(300)
  })

  test("damage ends the list and nothing else", () => {
    const whole = database([packageHeader("a", "1", []), packageHeader("demo", "1", manyFiles)])
    for (let length = 0; length < whole.length; length += 997) {
      expect(readRpmDatabase(whole.subarray(0, length)).length).toBeLessThan(2)
    }
    for (let at = 0; at < whole.length; at += 211) {
      const damaged = Buffer.from(whole)
      damaged[at] = 0xff
      expect(readRpmDatabase(damaged).length).toBeLessThan(3)
    }
  })
})

/*
 * Databases that RPM's own programs wrote. Packages.db: rpm 4.20 of Debian 13 with `_db_backend ndb`, three packages made by
 * rpmbuild, the first of them erased again. Packages: the headers that the same rpm wrote with SQLite, as a hash table by
 * `db5.3_load` of Debian 12; rpm 4.18 with `_db_backend bdb_ro` lists its two packages.
 */
describe.each(["Packages.db", "Packages"])("RPM's older formats: %s", (name) => {
  const fixture = new URL(`fixtures/rpm/${name}.gz`, import.meta.url)
  const database = gunzipSync(readFileSync(fixture))
  const byName = (file: Buffer) => new Map(readRpmDatabase(file).map((each) => [each.name, each]))

  test("packages with their files, small ones and such as fill pages", () => {
    const found = byName(database)
    expect([...found.keys()].sort()).toEqual(["demo", "small"])
    expect(found.get("small")).toEqual({
      name: "small",
      version: "1.4-3.fc40",
      paths: ["/usr/share/small", "/usr/share/small/file-1"],
    })
    const paths = Array.from({ length: 300 }, (_, index) => `/usr/share/demo/file-${index + 1}`)
    expect(found.get("demo")?.version).toBe("2:1.4-3.fc40")
    expect(found.get("demo")?.paths.toSorted()).toEqual(["/usr/share/demo", ...paths].toSorted())
  })

  test("owners, wherever a distribution keeps it", () => {
    for (const place of ["var/lib/rpm", "usr/lib/sysimage/rpm"])
      expect(
        ownersIn({ path: `${place}/${name}`, content: database }, { path: "usr/share/demo/file-7" }),
      ).toMatchObject({ "usr/share/demo/file-7": "rpm demo 2:1.4-3.fc40" })
  })

  test("damage ends the list and nothing else", () => {
    for (let length = 0; length < database.length; length += 1999)
      expect(readRpmDatabase(database.subarray(0, length)).length).toBeLessThan(3)
    for (let at = 0; at < database.length; at += 41) {
      const damaged = Buffer.from(database)
      damaged[at] = (damaged[at] ?? 0) ^ 0xff
      expect(readRpmDatabase(damaged).length).toBeLessThan(4)
    }
  })
})

test("values in pages that follow themselves end", () => {
  const database = gunzipSync(readFileSync(new URL("fixtures/rpm/Packages.gz", import.meta.url)))
  const pageSize = database.readUInt32LE(20)
  for (let page = 1; page * pageSize < database.length; page++)
    if (database[page * pageSize + 25] === 7) {
      database.writeUInt32LE(page, page * pageSize + 16)
      database.writeUInt16LE(1, page * pageSize + 22)
    }
  expect(readRpmDatabase(database).length).toBeLessThan(2)
})
