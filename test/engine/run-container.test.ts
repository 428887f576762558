import { describe, expect, test } from "vitest"
import { hasNeverBegun } from "../../lib/engine/run-container.ts"

const lost =
  "docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: waiting for init preliminary setup: read init-p: connection reset by peer: unknown."

describe("a container that runc lost before it was set up", () => {
  test("is told from one whose command ended, whatever that says", () => {
    expect(hasNeverBegun({ exitCode: 125, stdout: "", stderr: lost })).toBe(true)
    expect(hasNeverBegun({ exitCode: 1, stdout: "", stderr: lost })).toBe(false)
  })

  test("is told from one that cannot be made at all", () => {
    const stderr = 'OCI runtime create failed: runc create failed: exec: "nothing": executable file not found in $PATH'
    expect(hasNeverBegun({ exitCode: 125, stdout: "", stderr })).toBe(false)
    expect(hasNeverBegun({ exitCode: 127, stdout: "", stderr })).toBe(false)
  })
})
