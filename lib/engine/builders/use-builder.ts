import { StrataError } from "../../errors/index.ts"
import { buildxCommand, type Client } from "../client/client.ts"
import { findBuilder } from "./find-builder.ts"
import { usersBuilders } from "./users-builders.ts"

/**
 * The same client with builds done by a builder of the user's. The result is loaded into the client's daemon, which
 * keeps, measures and runs it.
 * @throws StrataError `invalid-option` where there is none of that name, or it is another Docker daemon
 */
export async function useBuilder(client: Client, name: string): Promise<Client> {
  if (name === client.builder) return client
  const there: Client = { ...client, env: usersBuilders(client.env) }
  const builder = await findBuilder((args) => buildxCommand(there, args), name)
  if (builder.driver !== "docker") return { ...there, builder: name, apart: true }
  throw new StrataError({
    code: "invalid-option",
    message: `builder '${name}' is a Docker daemon of its own, which keeps what it builds`,
    fix: "use it with --engine=docker",
  })
}
