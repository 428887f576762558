import { describe, expect, it } from "vitest"
import { parseBuilder, parseBuilderNames } from "../../../lib/engine/builders/parse-builder.ts"

// As buildx 0.13 and later print it.
const inspected = `Name:          farm
Driver:        kubernetes
Last Activity: 2026-01-02 03:04:05 +0000 UTC

Nodes:
Name:                  farm0
Endpoint:              kubernetes:///farm?deployment=farm0
Driver Options:        namespace="ci"
Status:                running
BuildKit daemon flags: --allow-insecure-entitlement=network.host
BuildKit version:      v0.21.1
Platforms:             linux/amd64*, linux/amd64/v2, linux/386
Labels:
 org.mobyproject.buildkit.worker.executor: oci

Name:      farm1
Endpoint:  kubernetes:///farm?deployment=farm1
Status:    running
Platforms: linux/arm64, linux/amd64
`

describe("parseBuilder", () => {
  it("reads the builder and what its nodes build", () => {
    expect(parseBuilder(inspected)).toEqual({
      name: "farm",
      driver: "kubernetes",
      endpoints: ["kubernetes:///farm?deployment=farm0", "kubernetes:///farm?deployment=farm1"],
      platforms: ["linux/amd64", "linux/amd64/v2", "linux/386", "linux/arm64"],
    })
  })

  it("reads a builder that does not run", () => {
    const text = "Name:   far\nDriver: remote\n\nNodes:\nName:     far0\nEndpoint: tcp://far:1\nStatus:   inactive\n"
    expect(parseBuilder(text)).toEqual({ name: "far", driver: "remote", endpoints: ["tcp://far:1"], platforms: [] })
  })
})

describe("parseBuilderNames", () => {
  it.each([
    [
      "0.13",
      "NAME/NODE    DRIVER/ENDPOINT STATUS  BUILDKIT PLATFORMS\nfar          remote                           \n  far0       tcp://far:1     inactive          \ndefault *    docker                           \n  default    default         running v0.12.5  linux/amd64\n",
    ],
    [
      "later",
      "NAME/NODE     DRIVER/ENDPOINT   STATUS    BUILDKIT   PLATFORMS\nfar           remote                                 \n \\_ far0       \\_ tcp://far:1   inactive             \ndefault*      docker                                 \n \\_ default    \\_ default       running   v0.21.1    linux/amd64 (+3)\n",
    ],
  ])("reads the names as buildx %s prints them", (_version, text) => {
    expect(parseBuilderNames(text)).toEqual(["far", "default"])
  })
})
