import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Client, connect } from "@dagger.io/dagger"
import { compileDagger, measureContainer } from "strata-images/dagger"
import { compileDockerfile } from "strata-images/dockerfile"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { findFolders } from "../../lib/backends/dagger/find-folders.ts"
import { withArchive } from "../../lib/backends/dagger/with-archive.ts"
import { openBuilt } from "../../lib/build/open-built.ts"
import { makeWorkspace } from "../../lib/build/workspace.ts"
import { openSession, type Session } from "../../lib/engine/dagger/open-session.ts"
import { openEngine, stopEngine } from "../../lib/engine/index.ts"
import type { Engine } from "../../lib/engine/types.ts"
import { type MatrixCase, matrix } from "../backends/matrix.ts"
import { root } from "../module/replay.ts"
import { type Described, describeStored } from "./describe-stored.ts"
import { cannotRun, ownHome, temporaryFolder } from "./engine-support.ts"

/*
 * Both backends, each on its own engine: `DAGGER=PATH_OF_CLI npx vitest run --project real test/real/dagger-backends.test.ts`.
 * Where Dagger's engine is, its CLI finds out itself (`_EXPERIMENTAL_DAGGER_RUNNER_HOST`, a container runtime). Dagger's
 * own `dockerBuild` is no judge: in 0.21.8 it keeps secrets mounted in later steps, gives existing folders of `WORKDIR` to
 * the user, and a bind mount that can be written to ends the engine.
 */
const cli = process.env.DAGGER
const reason = cli ? await cannotRun() : "DAGGER names no CLI of Dagger, and no package registry has one"

const userFiles = join(root, "examples/node-service/app")

const cases = matrix.filter(({ refusedByDagger, needs }) => refusedByDagger === undefined && needs?.ssh === undefined)
const bases = [...new Set(cases.flatMap(({ image }) => compileDockerfile(image).bases.map(({ ref }) => ref)))]

describe.skipIf(reason)(`both backends give the same image${reason ? ` (skipped: ${reason})` : ""}`, () => {
  const folder = temporaryFolder("dagger")
  let session: Session
  let engine: Engine

  beforeAll(async () => {
    ownHome()
    session = await openSession(cli ?? "", { env: process.env, stopped: new Promise(() => {}) })
    process.env.DAGGER_SESSION_PORT = String(session.port)
    process.env.DAGGER_SESSION_TOKEN = session.token
    engine = await openEngine({ choice: "embedded" })
    // Both begin at the same base: Dagger's.
    await connect(async (client) => {
      for (const ref of bases) {
        const file = join(folder, "base.tar")
        await client.container().from(ref).asTarball().export(file)
        const { stdout } = await engine.docker(["load", "--input", file])
        await engine.docker(["tag", /sha256:[0-9a-f]+/.exec(stdout)?.[0] ?? stdout, ref])
      }
    })
  })

  afterAll(async () => {
    delete process.env.DAGGER_SESSION_PORT
    delete process.env.DAGGER_SESSION_TOKEN
    await session.close()
    await stopEngine({ purge: true })
  })

  async function byDagger(client: Client, { image, needs }: MatrixCase): Promise<Described> {
    const context = client.host().directory(userFiles)
    const secrets = Object.fromEntries((needs?.secrets ?? []).map((id) => [id, client.setSecret(id, `value of ${id}`)]))
    const options = await findFolders(client, image, { context, secrets })
    return withArchive(compileDagger(client, image, options), {}, describeStored)
  }

  async function byDockerfile({ image, needs }: MatrixCase): Promise<Described> {
    const compiled = compileDockerfile(image)
    const workspace = await makeWorkspace(compiled)
    const secrets = (needs?.secrets ?? []).map((id) => {
      const file = join(folder, id)
      writeFileSync(file, `value of ${id}`)
      return [id, file] as const
    })
    try {
      const result = await engine.build({
        contextDirectory: compiled.usesContext ? userFiles : workspace.emptyContext,
        dockerfile: workspace.dockerfile,
        contexts: workspace.contexts,
        target: image.target,
        tags: [],
        bases: compiled.bases.map(({ ref }) => ({ ref })),
        secrets: Object.fromEntries(secrets),
      })
      const stored = await openBuilt(engine, result)
      try {
        return await describeStored(stored)
      } finally {
        await stored.close()
      }
    } finally {
      await workspace.remove()
    }
  }

  it.each(cases)("$name", async (one) => {
    const expected = await byDockerfile(one)
    await connect(async (client) => {
      expect(await byDagger(client, one)).toEqual(expected)
    })
  })

  it("Dagger's history still says which op made each layer", async () => {
    await connect(async (client) => {
      for (const { image, name } of cases.filter(({ needs }) => needs === undefined)) {
        const options = await findFolders(client, image)
        const { layers } = await measureContainer(client, compileDagger(client, image, options), image)
        expect({ name, steps: layers.map(({ step }) => step) }).not.toMatchObject({
          steps: expect.arrayContaining(["unattributed"]),
        })
      }
    })
  })
})
