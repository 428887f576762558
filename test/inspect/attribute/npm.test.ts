import { expect, test } from "vitest"
import { lines, ownersIn } from "./support.ts"

const manifest = (folder: string, name: string, version: string) => ({
  path: `${folder}/package.json`,
  content: JSON.stringify({ name, version }),
})

test("a package has its folder, a nested one its own", () => {
  const owners = ownersIn(
    manifest("usr/lib/node_modules/npm", "npm", "10.8.2"),
    manifest("usr/lib/node_modules/npm/node_modules/semver", "semver", "7.6.0"),
    manifest("usr/lib/node_modules/npm/node_modules/semver/esm", "inner", "0"),
    manifest("app/node_modules/@scope/a", "@scope/a", "1.0.0"),
    { path: "usr/lib/node_modules/npm/lib/npm.js" },
    { path: "usr/lib/node_modules/npm/node_modules/semver/index.js" },
    { path: "app/node_modules/@scope/a/index.js" },
    { path: "app/node_modules/x/index.js" },
  )
  expect(owners).toMatchObject({
    "usr/lib/node_modules/npm/lib/npm.js": "npm npm 10.8.2 @ usr/lib/node_modules/npm",
    "usr/lib/node_modules/npm/node_modules/semver/index.js":
      "npm semver 7.6.0 @ usr/lib/node_modules/npm/node_modules/semver",
    "usr/lib/node_modules/npm/node_modules/semver/esm/package.json":
      "npm semver 7.6.0 @ usr/lib/node_modules/npm/node_modules/semver",
    "app/node_modules/@scope/a/index.js": "npm @scope/a 1.0.0 @ app/node_modules/@scope/a",
  })
  expect(owners["app/node_modules/x/index.js"]).toBe("image app @ app")
})

test("pnpm's files are links to its store: their names and versions are the folders'", () => {
  const store = "root/.local/share/pnpm/store/v3/files/ab"
  const folder = "app/node_modules/.pnpm/@scope+ms@2.1.3_peer@1.0.0/node_modules/@scope/ms"
  const owners = ownersIn(
    { path: `${store}/cd`, content: JSON.stringify({ name: "@scope/ms", version: "2.1.3" }) },
    { path: `${store}/ef`, bytes: 9 },
    { path: `${folder}/package.json`, kind: "hardlink", linkTarget: `${store}/cd` },
    { path: `${folder}/index.js`, kind: "hardlink", linkTarget: `${store}/ef` },
    { path: "app/node_modules/@scope/ms", linkTarget: `../.pnpm/@scope+ms@2.1.3_peer@1.0.0/node_modules/@scope/ms` },
  )
  const owner = `npm @scope/ms 2.1.3 @ ${folder}`
  expect(owners).toMatchObject({
    [`${folder}/index.js`]: owner,
    [`${store}/ef`]: owner,
    "app/node_modules/@scope/ms": owner,
  })
})

test("yarn's cache is not installed", () => {
  const manifests = ["usr/local/share/.cache/yarn/v6/npm-ms-2.1.3-0a-integrity", "cache/v6/npm-ms-2.1.3-0a-integrity"]
  const owners = ownersIn(...manifests.map((folder) => manifest(`${folder}/node_modules/ms`, "ms", "2.1.3")))
  expect(Object.values(owners)).toEqual(["image yarn @ usr/local/share/.cache/yarn", "image cache @ cache"])
})

test("pnpm's store, a manifest that is no JSON, and a package of the distribution", () => {
  const owners = ownersIn(
    manifest("app/node_modules/.pnpm/ms@2.1.3/node_modules/ms", "ms", "2.1.3"),
    { path: "app/node_modules/broken/package.json", content: "{" },
    { path: "app/node_modules/broken/index.js" },
    { path: "var/lib/dpkg/info/node-a.list", content: lines("/usr/lib/node_modules/a/package.json") },
    manifest("usr/lib/node_modules/a", "a", "1"),
  )
  expect(owners).toMatchObject({
    "app/node_modules/.pnpm/ms@2.1.3/node_modules/ms/package.json":
      "npm ms 2.1.3 @ app/node_modules/.pnpm/ms@2.1.3/node_modules/ms",
    "app/node_modules/broken/index.js": "npm broken @ app/node_modules/broken",
    "usr/lib/node_modules/a/package.json": "dpkg node-a",
  })
})
