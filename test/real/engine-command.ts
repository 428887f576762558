import { openEngine } from "../../lib/engine/index.ts"
import type { BuildRequest, StoreName } from "../../lib/engine/types.ts"

// What `strata build` does, as a process that tests can kill: events go to standard output, one JSON text a line.
const [store, request] = process.argv.slice(2)
const say = (event: object) => process.stdout.write(`${JSON.stringify(event)}\n`)
const engine = await openEngine({
  choice: "embedded",
  store: store as StoreName,
  onNote: (text) => say({ kind: "note", text }),
})
await engine.build(JSON.parse(request ?? "") as BuildRequest, { onEvent: say })
