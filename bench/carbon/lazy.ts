/**
 * Proves each lazy installer of carbon-tools in the image that measure.ts builds as `lazy-tools-desktop`: no network, cut while
 * it fetches, unpacks and configures, gone on, run twice, really used, removed.
 *   npx tsx --conditions=strata-source bench/carbon/lazy.ts [--image=REF] [--write] [--all] [NAME...]
 * With --all it proves `install-all --all` instead, all of them in one container.
 * Ends with 1 where something does not hold. With --write it writes bench/carbon/measured/lazy.json, in which what was seen of
 * installers that are not named stays; write-document.ts makes docs/lazy-carbon.md of it.
 */
import { parseArgs } from "node:util"
import { openEngine } from "../../lib/engine/index.ts"
import { featuresSchema } from "../../lib/verify/index.ts"
import { withTree } from "../../lib/verify/with-tree.ts"
import features from "../../pipelines/carbon/features.json" with { type: "json" }
import { carbonLazySet } from "../../pipelines/carbon/lazy-set.ts"
import { writeAllProof, writeProofs } from "./lazy/document.ts"
import { machine } from "./lazy/machine.ts"
import { type Bench, type Proof, prove } from "./lazy/prove.ts"
import { proveAll } from "./lazy/prove-all.ts"

const { values, positionals } = parseArgs({
  options: {
    image: { type: "string", default: "bench-carbon:lazy-tools-desktop" },
    write: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
  },
  allowPositionals: true,
})
const list = featuresSchema.parse(features).features
const wanted = carbonLazySet().filter(({ name }) => positionals.length === 0 || positionals.includes(name))

/** The line of the list that uses what an installer brings. */
function featuresFor(title: string | undefined, name: string) {
  const names = [title, name].map((each) => each?.toLowerCase())
  return list.filter((each) => names.includes(each.name.toLowerCase()))
}

async function proveEach(bench: Bench): Promise<readonly Pick<Proof, "faults">[]> {
  const proofs: Proof[] = []
  for (const installer of wanted) {
    const proof = await prove(bench, installer, featuresFor(installer.desktop?.title, installer.name))
    proofs.push(proof)
    console.error(JSON.stringify(proof))
    if (values.write) writeProofs([proof])
  }
  return proofs
}

async function proveTogether(bench: Bench): Promise<readonly Pick<Proof, "faults">[]> {
  const uses = wanted.flatMap(({ desktop, name }) => featuresFor(desktop?.title, name))
  const proof = await proveAll(bench, wanted, uses)
  console.error(JSON.stringify(proof))
  if (values.write) writeAllProof(proof)
  return [proof]
}

const engine = await openEngine({ choice: "embedded", store: "classic" })
const stored = await engine.images.open(values.image)
const fresh = await machine(engine, values.image, "strata-bench-lazy-fresh")
try {
  const proofs = await withTree(stored, (tree) =>
    (values.all ? proveTogether : proveEach)({ engine, image: values.image, tree, user: "carbon", fresh }),
  )
  if (proofs.some(({ faults }) => faults.length > 0)) process.exitCode = 1
} finally {
  await fresh.remove()
  await stored.close()
}
