import fc from "fast-check"
import { type AnyOp, ecosystems, type Mount, type Origin, type StageKind } from "../../lib/ir/index.ts"
import { hostileText } from "./hostile-text.ts"

/** Optional fields are left out, never `undefined`: that is what the types of the IR say. */
function record<T extends object, K extends keyof T>(model: { [P in keyof T]: fc.Arbitrary<T[P]> }, required: K[]) {
  return fc.record(model, { requiredKeys: required, noNullPrototype: true })
}

function allOf<T extends object>(model: { [P in keyof T]: fc.Arbitrary<T[P]> }) {
  return fc.record(model, { noNullPrototype: true })
}

const line = hostileText.map((text) => text.replaceAll(/[\r\n]/g, ""))
const someText = fc.tuple(fc.constantFrom("x", "-", "$", " "), hostileText).map((parts) => parts.join(""))
const someLine = fc.tuple(fc.constantFrom("x", "-", "$", " "), line).map((parts) => parts.join(""))
const path = line.map((text) => `/${text}`)
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
const mode = fc.constantFrom("644", "755", "0600", "4755")
const command = fc.array(hostileText, { maxLength: 4 })
const seconds = fc.double({ min: 0.001, max: 1e6, noNaN: true })
const owner = allOf({ user: fc.oneof(word, fc.nat(65_535)), group: fc.oneof(word, fc.nat(65_535)) })

const place = record({ file: line, line: fc.integer({ min: 1 }), column: fc.integer({ min: 1 }) }, ["file", "line"])
const origin: fc.Arbitrary<Origin> = record({ step: hostileText, at: place }, ["step"])

/** Adds, where there are stages to take files from, one of them to some of the values. */
function withFrom<T extends object>(
  base: fc.Arbitrary<T>,
  stages: readonly string[],
): fc.Arbitrary<T & { from?: string }> {
  if (stages.length === 0) return base
  return fc
    .tuple(base, fc.option(fc.constantFrom(...stages)))
    .map(([value, from]) => (from === null ? value : { ...value, from }))
}

function mount(stages: readonly string[]): fc.Arbitrary<Mount> {
  return fc.oneof(
    allOf({
      kind: fc.constant("cache" as const),
      id: word,
      target: path,
      sharing: fc.constantFrom("shared" as const, "private" as const, "locked" as const),
    }),
    withFrom(
      record({ kind: fc.constant("bind" as const), target: path, source: path, writable: fc.boolean() }, [
        "kind",
        "target",
      ]),
      stages,
    ),
    allOf({ kind: fc.constant("secret" as const), id: word, target: path, required: fc.boolean() }),
    allOf({ kind: fc.constant("ssh" as const), id: word, required: fc.boolean() }),
    record({ kind: fc.constant("tmpfs" as const), target: path, sizeBytes: fc.integer({ min: 1 }) }, [
      "kind",
      "target",
    ]),
  )
}

function install(kind: StageKind) {
  const harmless = ["git", "curl", "jq", "libssl3=3.0.11-1~deb12u2", "python3:amd64"]
  return fc.record(
    {
      ecosystem: fc.constantFrom(...ecosystems),
      packages: fc.array(fc.constantFrom(...harmless, ...(kind === "builder" ? ["gcc", "libssl-dev"] : [])), {
        maxLength: 4,
      }),
      because: line,
      components: fc.array(fc.constantFrom("contrib", "non-free"), { maxLength: 2 }),
    },
    { requiredKeys: ["ecosystem", "packages"], noNullPrototype: true },
  )
}

/** Any op but `from` that is valid in a stage of this kind, after the stages named. */
export function arbitraryOp(kind: StageKind, stages: readonly string[]): fc.Arbitrary<AnyOp> {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/).filter((text) => text !== "__proto__")
  const label = someLine.filter((text) => text !== "__proto__")
  return fc.oneof(
    record(
      {
        kind: fc.constant("exec" as const),
        origin,
        script: someText,
        shell: fc.constantFrom("sh" as const, "bash" as const),
        mounts: fc.array(mount(stages), { maxLength: 3 }),
        raw: fc.constant(true as const),
        installs: fc.array(install(kind), { maxLength: 2 }),
      },
      ["kind", "origin", "script", "shell", "mounts"],
    ),
    withFrom(
      record(
        {
          kind: fc.constant("copy" as const),
          origin,
          sources: fc.array(someLine, { minLength: 1, maxLength: 3 }),
          destination: path,
          owner,
          mode,
          link: fc.constant(true as const),
        },
        ["kind", "origin", "sources", "destination"],
      ),
      stages,
    ),
    record({ kind: fc.constant("file" as const), origin, path, content: hostileText, mode, owner }, [
      "kind",
      "origin",
      "path",
      "content",
      "mode",
    ]),
    allOf({
      kind: fc.constant("env" as const),
      origin,
      variables: fc.dictionary(name, line, { maxKeys: 4, noNullPrototype: true }),
    }),
    allOf({ kind: fc.constant("workdir" as const), origin, path }),
    record({ kind: fc.constant("user" as const), origin, user: someLine, group: word }, ["kind", "origin", "user"]),
    allOf({
      kind: fc.constant("label" as const),
      origin,
      labels: fc.dictionary(label, line, { maxKeys: 4, noNullPrototype: true }),
    }),
    allOf({ kind: fc.constant("entrypoint" as const), origin, command }),
    allOf({ kind: fc.constant("cmd" as const), origin, command }),
    allOf({
      kind: fc.constant("expose" as const),
      origin,
      port: fc.integer({ min: 1, max: 65_535 }),
      protocol: fc.constantFrom("tcp" as const, "udp" as const),
    }),
    record(
      {
        kind: fc.constant("healthcheck" as const),
        origin,
        command,
        intervalSeconds: seconds,
        timeoutSeconds: seconds,
        startPeriodSeconds: seconds,
        retries: fc.integer({ min: 1, max: 100 }),
      },
      ["kind", "origin", "command"],
    ),
    allOf({
      kind: fc.constant("volume" as const),
      origin,
      paths: fc.array(path, { minLength: 1, maxLength: 3 }),
    }),
    allOf({ kind: fc.constant("stop-signal" as const), origin, signal: fc.constantFrom("SIGTERM", "SIGRTMIN+3", "9") }),
  )
}

export const arbitraryOrigin = origin
