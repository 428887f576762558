import { createHash } from "node:crypto"
import type { Owner } from "../../ir/index.ts"
import type { OpHandlers } from "../backend.ts"
import { mountFlag } from "./mounts.ts"
import { copyArguments, envValue, fitsHeredoc, heredocDelimiter, jsonCommand, plainValue, word } from "./words.ts"

/** A file that the Dockerfile copies from the named context {@link filesContext}. */
export interface ContextFile {
  readonly path: string
  readonly content: string
}

/** Name of the build context that holds files which no here-document can. */
export const filesContext = "strata-files"

/** What an op becomes: lines of the Dockerfile, and files beside it. */
export interface Instruction {
  readonly lines: readonly string[]
  readonly files?: readonly ContextFile[]
}

interface StageContext {
  readonly stage: string
}

function one(line: string): Instruction {
  return { lines: [line] }
}

function ownerFlag(owner: Owner | undefined): readonly string[] {
  return owner === undefined ? [] : [`--chown=${owner.user}:${owner.group}`]
}

function heredoc(head: string, body: string): Instruction {
  const delimiter = heredocDelimiter(body)
  return { lines: [head.replace("<<", `<<'${delimiter}'`), ...body.replace(/\n$/, "").split("\n"), delimiter] }
}

/** Hadolint's rules that a typed install answers in another way, each with its reason. */
function hadolintNotes(packages: { readonly apt: boolean; readonly pip: boolean }): readonly string[] {
  // DL3008: distributions replace versions in place, so a pinned one stops existing with the next security update.
  return packages.apt ? ["# hadolint ignore=DL3008 -- a pinned version is gone with the next security update"] : []
}

function seconds(flag: string, value: number | undefined): readonly string[] {
  return value === undefined ? [] : [`--${flag}=${value}s`]
}

export const instructions = {
  from: ({ source }, { stage }) => {
    if (source.kind === "scratch") return one(`FROM scratch AS ${stage}`)
    if (source.kind === "stage") return one(`FROM ${source.stage} AS ${stage}`)
    return one(`FROM ${source.ref}${source.digest === undefined ? "" : `@${source.digest}`} AS ${stage}`)
  },
  exec: (op) => {
    const flags = op.mounts.map(mountFlag)
    const installs = op.installs ?? []
    const notes = hadolintNotes({
      apt: installs.some((i) => i.ecosystem === "apt"),
      pip: installs.some((i) => i.ecosystem === "pip"),
    })
    // A script that begins with #! is run as a file; without it BuildKit hands it to /bin/sh -c.
    const body = op.shell === "bash" ? `#!/bin/bash\n${op.script}` : op.script
    const head = flags.length === 0 ? "RUN <<" : `RUN ${flags.join(" \\\n    ")} <<`
    const { lines } = heredoc(head, body)
    return { lines: [...notes, ...lines.flatMap((line) => line.split("\n"))] }
  },
  copy: (op) => {
    const flags = [...(op.from === undefined ? [] : [`--from=${op.from}`]), ...ownerFlag(op.owner)]
    if (op.mode !== undefined) flags.push(`--chmod=${op.mode}`)
    if (op.link) flags.push("--link")
    return one(["COPY", ...flags, copyArguments([...op.sources, op.destination])].join(" "))
  },
  file: (op) => {
    const flags = [...ownerFlag(op.owner), `--chmod=${op.mode}`].join(" ")
    const target = copyArguments([op.path])
    if (fitsHeredoc(op.content) && !target.startsWith("[")) return heredoc(`COPY ${flags} << ${target}`, op.content)
    const path = createHash("sha256").update(op.content).digest("hex").slice(0, 16)
    return {
      lines: [`COPY --from=${filesContext} ${flags} ${copyArguments([path, op.path])}`],
      files: [{ path, content: op.content }],
    }
  },
  env: (op) =>
    one(
      `ENV ${Object.entries(op.variables)
        .map(([name, value]) => `${name}=${envValue(value)}`)
        .join(" ")}`,
    ),
  workdir: (op) => one(`WORKDIR ${word(op.path)}`),
  user: (op) => one(`USER ${word(op.group === undefined ? op.user : `${op.user}:${op.group}`)}`),
  label: (op) =>
    one(
      `LABEL ${Object.entries(op.labels)
        .map(([name, value]) => `${plainValue(name)}=${plainValue(value)}`)
        .join(" ")}`,
    ),
  entrypoint: (op) => one(`ENTRYPOINT ${jsonCommand(op.command)}`),
  cmd: (op) => one(`CMD ${jsonCommand(op.command)}`),
  expose: (op) => one(`EXPOSE ${op.port}/${op.protocol}`),
  healthcheck: (op) => {
    const flags = [
      ...seconds("interval", op.intervalSeconds),
      ...seconds("timeout", op.timeoutSeconds),
      ...seconds("start-period", op.startPeriodSeconds),
      ...(op.retries === undefined ? [] : [`--retries=${op.retries}`]),
    ]
    return one(["HEALTHCHECK", ...flags, "CMD", jsonCommand(op.command)].join(" "))
  },
  volume: (op) => one(`VOLUME ${jsonCommand(op.paths)}`),
  "stop-signal": (op) => one(`STOPSIGNAL ${op.signal}`),
} satisfies OpHandlers<StageContext, Instruction>
