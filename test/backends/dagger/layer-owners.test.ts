import type { AnyOp } from "strata-images/ir"
import { describe, expect, it } from "vitest"
import { layerOwners } from "../../../lib/backends/dagger/layer-owners.ts"
import { opsFromBase } from "../../../lib/backends/dagger/ops-from-base.ts"
import { matrix } from "../matrix.ts"

const base = "import image layer sha256:62d91d58"

/** History of the matrix's images as a v0.21.8 engine wrote it. */
const seen: Readonly<Record<string, readonly string[]>> = {
  scratch: ["withfile /only only"],
  variables: [base],
  files: [
    base,
    "withfile /etc/plain.conf plain.conf",
    "withfile /opt/new/no-line-feed no-line-feed",
    "withfile /opt/owned owned",
  ],
  "stage-from-stage": [
    base,
    "mount / from exec /bin/sh -c set -eu\necho 1 >/one\n",
    "mount / from exec /bin/sh -c set -eu\necho 2 >/two\n",
  ],
  "copy-files": [
    base,
    "withfile /usr/bin/renamed tool",
    "withfile /opt/both/tool tool",
    "withfile /opt/both/a.txt a.txt",
    "Directory.withDirectory",
  ],
  "folders-and-users": [
    base,
    "withNewDirectory /srv/app",
    "withNewDirectory /srv/app/inner",
    "mount / from exec /bin/sh -c set -eu\npwd >/where\n",
    "withNewDirectory /tmp",
  ],
}

function opsOf(name: string): readonly AnyOp[] {
  const image = matrix.find((one) => one.name === name)?.image
  const target = image?.stages.find((stage) => stage.name === image.target)
  return image && target ? opsFromBase(target, image) : []
}

function kinds(name: string, history: readonly string[]): readonly string[] {
  const entries = history.map((createdBy) => ({ createdBy, emptyLayer: false }))
  return layerOwners(entries, history.length, opsOf(name)).map((owner) =>
    typeof owner === "object" ? owner.kind : (owner ?? "nobody"),
  )
}

describe("layerOwners", () => {
  it.each([
    ["scratch", ["file"]],
    ["variables", ["base"]],
    ["files", ["base", "file", "file", "file"]],
    ["stage-from-stage", ["base", "exec", "exec"]],
    ["copy-files", ["base", "copy", "copy", "copy", "copy"]],
    ["folders-and-users", ["base", "workdir", "workdir", "exec", "workdir"]],
  ])("%s", (name, expected) => expect(kinds(name, seen[name] ?? [])).toEqual(expected))

  it("gives the parts of one copy to the same op", () => {
    const history = (seen["copy-files"] ?? []).map((createdBy) => ({ createdBy, emptyLayer: false }))
    const owners = layerOwners(history, history.length, opsOf("copy-files"))
    expect(owners[2]).toBe(owners[3])
    expect(owners[1]).not.toBe(owners[2])
  })

  it("says nothing where the history is another one, or too short", () => {
    expect(kinds("files", [base, "withfile /a a", "something new", "withfile /b b"])).toEqual(
      new Array(4).fill("nobody"),
    )
    expect(kinds("files", [base, "withfile /a a"])).toEqual(["nobody", "nobody"])
    const without = layerOwners([], 4, opsOf("files"))
    expect(without).toEqual([undefined, undefined, undefined, undefined])
  })
})
