import type { Waste } from "../../../lib/inspect/findings.ts"
import { makeLedger } from "../../ledger/support/make-ledger.ts"

/** A small image with everything in it that a report can show. */
export const sampleLedger = makeLedger({
  ref: "work:1",
  id: "sha256:0",
  layers: [
    { step: "base", compressedBytes: 60, tarBytes: 120 },
    { step: "base", compressedBytes: 40, tarBytes: 80 },
    { step: "venv(torch)", at: { file: "image.ts", line: 7 }, createdBy: "RUN python -m venv", compressedBytes: 900 },
    { step: 'run("chown | -R")', at: { file: "image.ts", line: 9 }, compressedBytes: 900 },
  ],
  packages: [
    { ecosystem: "dpkg", name: "libc6", version: "2.36-9" },
    { ecosystem: "python", name: "torch", version: "2.4.1", location: "opt/venv" },
  ],
  rows: [
    { path: "usr", bytes: 0 },
    { path: "usr/lib/libc.so.6", bytes: 1_900_000, package: 1, category: "library" },
    { path: "etc/motd", bytes: 300, layer: 1, state: "deleted" },
    {
      path: "opt/venv/lib/torch/libtorch.so",
      bytes: 1_600_000_000,
      layer: 2,
      package: 2,
      category: "library",
      state: "overwritten",
    },
    { path: "opt/venv/lib/torch/x.py", bytes: 100_000, layer: 2, package: 2, category: "python-module" },
    { path: "opt/venv/lib/torch/libtorch.so", bytes: 1_600_000_000, layer: 3, package: 2, category: "library" },
    { path: "srv/<b>data\u001b[31m", bytes: 50_000_000, layer: 3, category: "data" },
  ],
})

export const sampleWaste: Waste = {
  freedBytes: 1_600_000_300,
  findings: [
    {
      kind: "copied-up",
      title: "1 file of opt/venv written again with the same content",
      freedBytes: 1_600_000_000,
      remedy: "Set the owner where the files are made.",
      layer: 3,
      step: 'run("chown | -R")',
      at: { file: "image.ts", line: 9 },
      paths: [{ path: "opt/venv/lib/torch/libtorch.so", bytes: 1_600_000_000 }],
      pathCount: 1,
    },
    {
      kind: "deleted",
      title: "etc/motd",
      freedBytes: 300,
      remedy: "Delete it in the step that makes it.",
      step: "base",
      paths: [{ path: "etc/motd", bytes: 300 }],
      pathCount: 1,
    },
  ],
}
