import { describe, expect, test } from "vitest"
import { buildArguments } from "../../lib/engine/build/build-arguments.ts"
import { cacheFlags } from "../../lib/engine/build/cache-flags.ts"
import { storeFor } from "../../lib/engine/store-for.ts"

const settings = { builder: "default", progress: "rawjson", metadataFile: "/m", contexts: {}, buildArgs: {} } as const
const request = { contextDirectory: "/c", dockerfile: "/d/Dockerfile", tags: ["a:1", "b:2"], bases: [], secrets: {} }

describe("buildArguments", () => {
  test("of the least request", () => {
    expect(buildArguments(request, settings)).toEqual([
      ...[
        "build",
        "--builder=default",
        "--progress=rawjson",
        "--metadata-file=/m",
        "--network=host",
        "--allow=network.host",
      ],
      ...["--provenance=false", "--load", "--file=/d/Dockerfile", "--tag=a:1", "--tag=b:2", "--", "/c"],
    ])
  })

  test("of everything", () => {
    const args = buildArguments(
      {
        ...request,
        target: "runtime",
        noCache: true,
        contexts: { files: "/f" },
        secrets: { npmrc: '/tmp/a,"b' },
        cacheTo: [{ kind: "inline" }],
      },
      { ...settings, contexts: { "debian:x": "docker-image://y" }, buildArgs: { HTTP_PROXY: "http://p" } },
    )
    expect(args).toContain("--target=runtime")
    expect(args).toContain("--no-cache")
    expect(args.join(" ")).toContain("--build-context files=/f --build-context debian:x=docker-image://y")
    expect(args.join(" ")).toContain("--build-arg HTTP_PROXY=http://p")
    expect(args[args.indexOf("--secret") + 1]).toBe('id=npmrc,"src=/tmp/a,""b"')
    expect(args.slice(-2)).toEqual(["--", "/c"])
  })
})

describe("cacheFlags", () => {
  test("of a folder, a registry and the image itself", () => {
    const local = { kind: "local", directory: "/a,b" } as const
    const registry = { kind: "registry", ref: "localhost:5000/x", mode: "min", insecure: true } as const
    expect(cacheFlags([local, registry, { kind: "inline" }], [local, registry, { kind: "inline" }])).toEqual([
      ...["--cache-from", 'type=local,"src=/a,b"', "--cache-from", "type=registry,ref=localhost:5000/x"],
      ...["--cache-to", 'type=local,"dest=/a,b",mode=max'],
      ...["--cache-to", "type=registry,ref=localhost:5000/x,mode=min,registry.insecure=true"],
      ...["--cache-to", "type=inline"],
    ])
  })
})

describe("storeFor", () => {
  test("takes classic unless a cache is moved, or the caller says", () => {
    expect(storeFor({})).toBe("classic")
    expect(storeFor({ cacheTo: [{ kind: "inline" }] })).toBe("classic")
    expect(storeFor({ cacheFrom: [{ kind: "local", directory: "/x" }] })).toBe("containerd")
    expect(storeFor({ cacheTo: [{ kind: "registry", ref: "x" }] })).toBe("containerd")
    expect(storeFor({ store: "classic", cacheTo: [{ kind: "registry", ref: "x" }] })).toBe("classic")
  })
})
