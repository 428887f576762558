import type { AnyOp, Image, Mount, Stage } from "strata-images/ir"

/** What a case needs besides the definition: the backends' tests provide it in their own way. */
export interface Needs {
  readonly context?: true
  readonly secrets?: readonly string[]
  readonly ssh?: readonly string[]
}

/** One image that every backend is given. */
export interface MatrixCase {
  readonly name: string
  readonly image: Image
  readonly needs?: Needs
  /** Kinds of op that Dagger refuses in it. */
  readonly refusedByDagger?: readonly AnyOp["kind"][]
}

const origin = { step: "matrix", at: { file: "matrix.ts", line: 1 } }
const busybox = { kind: "image", ref: "busybox:1.37" } as const

/** An op as the cases are written: without its origin. */
type Bare<O extends AnyOp = AnyOp> = O extends AnyOp ? Omit<O, "origin"> : never

function stage(name: string, kind: Stage["kind"], ...ops: readonly Bare[]): Stage {
  const first: readonly Bare[] = ops[0]?.kind === "from" ? [] : [{ kind: "from", source: busybox }]
  return { name, kind, os: "debian12", ops: [...first, ...ops].map((op) => ({ ...op, origin }) as AnyOp) }
}

function image(...stages: readonly Stage[]): Image {
  return {
    format: "strata.image",
    version: 1,
    name: "matrix",
    os: "debian12",
    platform: "linux/amd64",
    target: "runtime",
    stages,
  }
}

function runtime(...ops: readonly Bare[]): Image {
  return image(stage("runtime", "runtime", ...ops))
}

function run(script: string, ...mounts: readonly Mount[]): Bare {
  return { kind: "exec", shell: "sh", script: `set -eu\n${script}\n`, mounts }
}

const maker = stage(
  "maker",
  "builder",
  run(
    "mkdir -p /out/tree/deep /out/bin; echo a >/out/tree/a.txt; echo b >/out/tree/deep/b.txt; echo c >/out/bin/tool; chmod 750 /out/bin/tool; chown -R 7:8 /out",
  ),
)

function copied(...ops: readonly Bare<Extract<AnyOp, { kind: "copy" }>>[]): Image {
  return image(maker, stage("runtime", "runtime", ...ops))
}

export const matrix: readonly MatrixCase[] = [
  { name: "script", image: runtime(run(`printf '%s\\n' "\${HOME}" '$x' "a\\b" >/made`)) },
  {
    name: "bash-script",
    image: runtime(
      { kind: "from", source: { kind: "image", ref: "debian:bookworm-slim" } },
      { kind: "exec", shell: "bash", script: "set -euo pipefail\necho $((1 + 1)) >/made\n", mounts: [] },
    ),
  },
  { name: "scratch", image: runtime({ kind: "from", source: { kind: "scratch" } }, file("/only", "x\n", "644")) },
  {
    name: "stage-from-stage",
    image: image(
      stage("base", "runtime", run("echo 1 >/one"), { kind: "env", variables: { A: "1" } }),
      stage("unused", "builder", run("false")),
      stage("runtime", "runtime", { kind: "from", source: { kind: "stage", stage: "base" } }, run("echo 2 >/two")),
    ),
  },
  {
    name: "cache-mounts",
    image: runtime(
      run(
        "touch /c1/x /c2/x /c3/x",
        { kind: "cache", id: "one", target: "/c1", sharing: "shared" },
        { kind: "cache", id: "two", target: "/c2", sharing: "private" },
        { kind: "cache", id: "three", target: "/c3", sharing: "locked" },
      ),
      run("test ! -e /c1/x"),
    ),
  },
  {
    name: "secrets",
    needs: { secrets: ["given"] },
    image: runtime(
      run(
        "test -s /run/secrets/given && test ! -e /run/secrets/absent",
        { kind: "secret", id: "given", target: "/run/secrets/given", required: true },
        { kind: "secret", id: "absent", target: "/run/secrets/absent", required: false },
      ),
      run("test ! -e /run/secrets/given"),
    ),
  },
  {
    name: "ssh",
    needs: { ssh: ["default"] },
    image: runtime(run(`test -S "$SSH_AUTH_SOCK"`, { kind: "ssh", id: "default", required: true })),
  },
  {
    name: "binds-and-tmpfs",
    needs: { context: true },
    image: image(
      maker,
      stage(
        "runtime",
        "runtime",
        run(
          "cp /tree/a.txt /kept; touch /all/written; ls /mine >/listed; echo x >/scratch/x",
          { kind: "bind", from: "maker", source: "/out/tree", target: "/tree" },
          { kind: "bind", from: "maker", target: "/all", writable: true },
          { kind: "bind", target: "/mine" },
          { kind: "tmpfs", target: "/scratch", sizeBytes: 1_048_576 },
        ),
      ),
    ),
  },
  {
    name: "files",
    image: runtime(
      file("/etc/plain.conf", 'a "$b" ${c}\n`d` \\ é\n', "644"),
      file("/opt/new/no-line-feed", "x", "600"),
      { ...file("/opt/owned", "y\r\n", "755"), owner: { user: 1000, group: "daemon" } },
    ),
  },
  {
    name: "copy-folders",
    image: copied(
      { kind: "copy", from: "maker", sources: ["/out/tree/"], destination: "/a" },
      { kind: "copy", from: "maker", sources: ["/out/tree/", "/out/bin/"], destination: "/b/c/", link: true },
      { kind: "copy", from: "maker", sources: ["/out/"], destination: "/" },
    ),
  },
  {
    name: "copy-files",
    image: copied(
      { kind: "copy", from: "maker", sources: ["/out/bin/tool"], destination: "/usr/bin/renamed" },
      { kind: "copy", from: "maker", sources: ["/out/bin/tool", "/out/tree/a.txt"], destination: "/opt/both/" },
      { kind: "copy", from: "maker", sources: ["/out/tree/*.txt"], destination: "/opt/texts/" },
    ),
  },
  {
    name: "copy-onto-folders",
    image: image(
      maker,
      stage(
        "runtime",
        "runtime",
        run("mkdir /there; chmod 1770 /there; chown 3:4 /there; ln -s there /link"),
        { kind: "copy", from: "maker", sources: ["/out/tree/"], destination: "/there" },
        { kind: "copy", from: "maker", sources: ["/out/tree/*.txt"], destination: "/tmp/" },
        { kind: "copy", from: "maker", sources: ["/out/bin/"], destination: "/link/" },
        { kind: "copy", from: "maker", sources: ["/out/bin/"], destination: "/root", mode: "711" },
      ),
    ),
  },
  {
    name: "copy-owner-and-mode",
    image: copied(
      {
        kind: "copy",
        from: "maker",
        sources: ["/out/tree/"],
        destination: "/a",
        owner: { user: 5, group: 6 },
        mode: "750",
      },
      { kind: "copy", from: "maker", sources: ["/out/bin/tool"], destination: "/tool", mode: "700" },
      { kind: "copy", from: "maker", sources: ["/out/tree/*.txt"], destination: "/texts/", mode: "600" },
      {
        kind: "copy",
        from: "maker",
        sources: ["/out/bin/tool"],
        destination: "/tool2",
        owner: { user: "daemon", group: "daemon" },
      },
    ),
  },
  {
    name: "copy-context",
    needs: { context: true },
    image: runtime(
      { kind: "copy", sources: ["src/"], destination: "/app/src/" },
      { kind: "copy", sources: ["package.json"], destination: "/app/" },
      { kind: "copy", sources: ["."], destination: "/all" },
    ),
  },
  {
    name: "variables",
    image: runtime(
      { kind: "env", variables: { PLAIN: 'a "b" \\ $c `d`', PATH: "/opt/bin:${PATH}" } },
      { kind: "env", variables: { MIXED: "${PLAIN}$x$1 $", NONE: "[${UNSET}]" } },
      { kind: "env", variables: { A: "1", B: "2" } },
      { kind: "env", variables: { A: "${B}", B: "${A}" } },
    ),
  },
  {
    name: "folders-and-users",
    image: runtime(
      { kind: "workdir", path: "/srv/app" },
      { kind: "workdir", path: "inner" },
      run("pwd >/where"),
      { kind: "user", user: "1000", group: "1000" },
      { kind: "workdir", path: "/tmp" },
    ),
  },
  {
    name: "settings",
    image: runtime(
      { kind: "label", labels: { "a.b": 'c "$d"', other: "x" } },
      { kind: "expose", port: 8080, protocol: "tcp" },
      { kind: "expose", port: 53, protocol: "udp" },
      {
        kind: "healthcheck",
        command: ["/bin/true", "$x"],
        intervalSeconds: 30,
        timeoutSeconds: 5,
        startPeriodSeconds: 10,
        retries: 3,
      },
      { kind: "entrypoint", command: ["/bin/sh", "-c"] },
      { kind: "cmd", command: ["echo $x"] },
    ),
  },
  {
    name: "command-before-entrypoint",
    image: runtime({ kind: "cmd", command: ["kept"] }, { kind: "entrypoint", command: ["/bin/echo"] }),
  },
  { name: "entrypoint-alone", image: runtime({ kind: "entrypoint", command: ["/bin/echo"] }) },
  {
    name: "refused-settings",
    refusedByDagger: ["volume", "stop-signal"],
    image: runtime({ kind: "volume", paths: ["/data"] }, { kind: "stop-signal", signal: "SIGINT" }),
  },
]

function file(path: string, content: string, mode: string): Bare<Extract<AnyOp, { kind: "file" }>> {
  return { kind: "file", path, content, mode }
}
