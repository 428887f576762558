import fc from "fast-check"
import { compileDockerfile } from "strata-images/dockerfile"
import type { AnyOp, Image } from "strata-images/ir"
import { describe, expect, it } from "vitest"
import { arbitraryImage } from "../support/arbitrary-image.ts"

const origin = { step: "test", at: { file: "image.ts", line: 7 } }

function imageWith(...ops: readonly AnyOp[]): Image {
  return {
    format: "strata.image",
    version: 1,
    name: "x",
    os: "debian12",
    platform: "linux/amd64",
    target: "runtime",
    stages: [
      {
        name: "runtime",
        kind: "runtime",
        os: "debian12",
        ops: [{ kind: "from", origin, source: { kind: "scratch" } }, ...ops],
      },
    ],
  }
}

/** The lines of the instructions alone. */
function emitted(...ops: readonly AnyOp[]): string {
  return compileDockerfile(imageWith(...ops))
    .dockerfile.split("\n")
    .filter((line) => line !== "" && !line.startsWith("# "))
    .slice(1)
    .join("\n")
}

const cases: readonly (readonly [name: string, op: AnyOp, lines: string])[] = [
  [
    "a script",
    { kind: "exec", origin, shell: "sh", mounts: [], script: "set -eu\ntrue\n" },
    "RUN <<'EOF'\nset -eu\ntrue\nEOF",
  ],
  [
    "a bash script",
    { kind: "exec", origin, shell: "bash", mounts: [], script: "true\n" },
    "RUN <<'EOF'\n#!/bin/bash\ntrue\nEOF",
  ],
  [
    "a script with a line that is the delimiter",
    { kind: "exec", origin, shell: "sh", mounts: [], script: "cat <<EOF\nx\nEOF\n" },
    "RUN <<'EOF2'\ncat <<EOF\nx\nEOF\nEOF2",
  ],
  [
    "mounts",
    {
      kind: "exec",
      origin,
      shell: "sh",
      script: "true\n",
      mounts: [
        { kind: "cache", id: "c", target: "/c", sharing: "locked" },
        { kind: "bind", from: "b", source: "/s", target: "/t" },
        { kind: "secret", id: "s", target: "/run/secrets/s", required: true },
        { kind: "ssh", id: "default", required: false },
        { kind: "tmpfs", target: "/tmp", sizeBytes: 1024 },
      ],
    },
    [
      "RUN --mount=type=cache,id=c,target=/c,sharing=locked \\",
      "    --mount=type=bind,from=b,source=/s,target=/t \\",
      "    --mount=type=secret,id=s,required \\",
      "    --mount=type=ssh,id=default \\",
      "    --mount=type=tmpfs,target=/tmp,size=1024 <<'EOF'\ntrue\nEOF",
    ].join("\n"),
  ],
  [
    "a mount whose fields need quoting",
    { kind: "exec", origin, shell: "sh", script: "true\n", mounts: [{ kind: "tmpfs", target: '/a,"b' }] },
    `RUN --mount=type=tmpfs,"target=/a,""b" <<'EOF'\ntrue\nEOF`,
  ],
  ["a copy", { kind: "copy", origin, from: "b", sources: ["/x/"], destination: "/y/" }, "COPY --from=b /x/ /y/"],
  [
    "a copy with everything",
    {
      kind: "copy",
      origin,
      sources: ["a b", "c$d"],
      destination: "/y z/",
      owner: { user: 1000, group: "staff" },
      mode: "640",
      link: true,
    },
    'COPY --chown=1000:staff --chmod=640 --link ["a b","c\\\\$d","/y z/"]',
  ],
  [
    "a file",
    { kind: "file", origin, path: "/etc/x", content: "a $b\n`c`\n", mode: "644" },
    "COPY --chmod=644 <<'EOF' /etc/x\na $b\n`c`\nEOF",
  ],
  [
    "a file without a last line feed",
    { kind: "file", origin, path: "/etc/x", content: "a", mode: "600", owner: { user: 1, group: 2 } },
    "COPY --from=strata-files --chown=1:2 --chmod=600 ca978112ca1bbdca /etc/x",
  ],
  [
    "variables",
    { kind: "env", origin, variables: { A: `"x" \\ $y`, PATH: "/a:${PATH}" } },
    'ENV A="\\"x\\" \\\\ \\$y" PATH="/a:${PATH}"',
  ],
  ["a folder", { kind: "workdir", origin, path: "/a b" }, 'WORKDIR "/a b"'],
  ["a user", { kind: "user", origin, user: "1000", group: "1000" }, "USER 1000:1000"],
  ["labels", { kind: "label", origin, labels: { "a.b": "c $d" } }, 'LABEL "a.b"="c \\$d"'],
  ["an entrypoint", { kind: "entrypoint", origin, command: ["a", "$b"] }, 'ENTRYPOINT ["a","$b"]'],
  ["a command", { kind: "cmd", origin, command: [] }, "CMD []"],
  ["a port", { kind: "expose", origin, port: 53, protocol: "udp" }, "EXPOSE 53/udp"],
  [
    "a health check",
    {
      kind: "healthcheck",
      origin,
      command: ["x"],
      intervalSeconds: 5,
      timeoutSeconds: 1,
      startPeriodSeconds: 2,
      retries: 3,
    },
    'HEALTHCHECK --interval=5s --timeout=1s --start-period=2s --retries=3 CMD ["x"]',
  ],
  ["volumes", { kind: "volume", origin, paths: ["/a"] }, 'VOLUME ["/a"]'],
  ["a stop signal", { kind: "stop-signal", origin, signal: "SIGINT" }, "STOPSIGNAL SIGINT"],
]

describe("compileDockerfile", () => {
  it.each(cases)("emits %s", (_, op, lines) => {
    expect(emitted(op)).toBe(lines)
  })

  it("keeps a file that no here-document can hold beside the Dockerfile", () => {
    const { files } = compileDockerfile(imageWith({ kind: "file", origin, path: "/x", content: "a\r\n", mode: "644" }))
    expect(files).toEqual([{ path: expect.stringMatching(/^[0-9a-f]{16}$/), content: "a\r\n" }])
  })

  it("gives the same bytes for the same definition, and lines that the source map names rightly", () => {
    fc.assert(
      fc.property(arbitraryImage, (image) => {
        const compiled = compileDockerfile(image)
        expect(compileDockerfile(structuredClone(image))).toEqual(compiled)
        const lines = compiled.dockerfile.split("\n")
        for (const { firstLine, lastLine, kind } of compiled.sourceMap) {
          const text = lines.slice(firstLine - 1, lastLine).join("\n")
          const word =
            { exec: "RUN ", copy: "COPY ", file: "COPY ", from: "FROM ", "stop-signal": "STOPSIGNAL " }[
              kind as string
            ] ?? `${kind.toUpperCase()} `
          expect(text.replace(/^# hadolint.*\n/, "")).toMatch(new RegExp(`^${word}`))
        }
      }),
    )
  })

  it("numbers the steps of a stage: the base and settings are none", () => {
    const { sourceMap } = compileDockerfile(
      imageWith(
        { kind: "env", origin, variables: { A: "1" } },
        { kind: "exec", origin, shell: "sh", mounts: [], script: "true\n" },
        { kind: "workdir", origin, path: "/x" },
      ),
    )
    expect(sourceMap.map(({ kind, position }) => [kind, position])).toEqual([
      ["from", undefined],
      ["env", undefined],
      ["exec", 1],
      ["workdir", 2],
    ])
  })

  it("names what a build needs: bases, secrets, the user's folder", () => {
    const compiled = compileDockerfile(
      imageWith(
        {
          kind: "exec",
          origin,
          shell: "sh",
          script: "true\n",
          mounts: [{ kind: "secret", id: "npmrc", target: "/run/secrets/npmrc", required: false }],
        },
        { kind: "copy", origin, sources: ["x"], destination: "/x" },
      ),
    )
    expect(compiled).toMatchObject({ bases: [], secrets: ["npmrc"], usesContext: true, target: "runtime" })
  })
})
