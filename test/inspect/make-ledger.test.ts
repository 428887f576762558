import { expect, test } from "vitest"
import { attribute, layerSteps } from "../../lib/inspect/attribute/index.ts"
import { ledgerLayers, makeLedger } from "../../lib/inspect/make-ledger.ts"
import { inspectionSchema, toInspection } from "../../lib/report/index.ts"
import { makeFiles } from "./support/make-files.ts"

test("layers have what the history says of them and nothing that documents do not allow", () => {
  const createdBy = "COPY a /etc/conf/ # buildkit"
  const files = makeFiles([[{ path: "etc/conf/a" }]], { history: [{ createdBy, emptyLayer: false }] })
  const ledger = makeLedger("x", files, attribute(files), ledgerLayers(files, layerSteps(files)))
  expect(ledger.layers).toMatchObject([{ step: "COPY a /etc/conf/", createdBy }])
  expect(inspectionSchema.parse(toInspection(ledger)).layers).toMatchObject([{ step: "COPY a /etc/conf/" }])
})
