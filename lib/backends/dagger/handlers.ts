import type { Container, NetworkProtocol } from "@dagger.io/dagger"
import { StrataError } from "../../errors/index.ts"
import type { AnyOp } from "../../ir/index.ts"
import type { OpHandlers } from "../backend.ts"
import { baseContainer } from "./base-image.ts"
import { copyFiles } from "./copy-files.ts"
import { withVariables } from "./environment.ts"
import { opProblem } from "./op-problem.ts"
import { permissions } from "./permissions.ts"
import { runScript } from "./run-script.ts"
import type { StageContext } from "./stage-context.ts"
import { enterFolder } from "./workdir.ts"

function unsupported(op: AnyOp, context: StageContext): never {
  throw new StrataError(
    opProblem("unsupported-op", context.image.target, op, "Dagger cannot do it", "build it with a Dockerfile engine"),
  )
}

function seconds<Name extends string>(name: Name, value: number | undefined): { readonly [N in Name]?: string } {
  return (value === undefined ? {} : { [name]: `${value}s` }) as { readonly [N in Name]?: string }
}

/** What each kind of op is in Dagger's API. */
export const handlers = {
  from: baseContainer,
  exec: runScript,
  copy: copyFiles,
  file: (op, { container }) =>
    container.withNewFile(op.path, op.content, {
      permissions: permissions(op.mode),
      ...(op.owner === undefined ? {} : { owner: `${op.owner.user}:${op.owner.group}` }),
    }),
  env: (op, { container }) => withVariables(container, op),
  workdir: enterFolder,
  user: (op, { container }) => container.withUser(op.group === undefined ? op.user : `${op.user}:${op.group}`),
  label: (op, { container }) =>
    Object.entries(op.labels).reduce((next, [name, value]) => next.withLabel(name, value), container),
  entrypoint: (op, { container, before }) => {
    // ENTRYPOINT forgets a command that the base brought, and keeps one that this stage set.
    const own = before.slice(before.findLastIndex(({ kind }) => kind === "from"))
    const keepDefaultArgs = own.some(({ kind }) => kind === "cmd")
    return container.withEntrypoint([...op.command], keepDefaultArgs ? { keepDefaultArgs } : {})
  },
  cmd: (op, { container }) => container.withDefaultArgs([...op.command]),
  expose: (op, { container }) =>
    container.withExposedPort(op.port, { protocol: op.protocol.toUpperCase() as NetworkProtocol }),
  healthcheck: (op, { container }) =>
    container.withDockerHealthcheck([...op.command], {
      ...seconds("interval", op.intervalSeconds),
      ...seconds("timeout", op.timeoutSeconds),
      ...seconds("startPeriod", op.startPeriodSeconds),
      ...(op.retries === undefined ? {} : { retries: op.retries }),
    }),
  volume: unsupported,
  "stop-signal": unsupported,
} satisfies OpHandlers<StageContext, Container>
