import { createHash } from "node:crypto"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { type Client, connect } from "@dagger.io/dagger"
import {
  type DocumentNode,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  validate,
} from "graphql"
import { daggerSchema } from "./schema-from-client.ts"

const schema = daggerSchema()

/** What the endpoint answers for a field, where something else than a default is wanted. */
export type Answers = (field: string, query: string) => unknown

function answer(
  selections: SelectionSetNode,
  type: GraphQLOutputType,
  query: string,
  answers: Answers,
): Record<string, unknown> {
  const named = getNamedType(type)
  const result: Record<string, unknown> = {}
  for (const selection of selections.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = schema.getType(selection.typeCondition?.name.value ?? "")
      if (isObjectType(on)) Object.assign(result, answer(selection.selectionSet, on, query, answers))
    } else if (selection.kind === Kind.FIELD && (isObjectType(named) || isInterfaceType(named))) {
      const name = selection.name.value
      const field = named.getFields()[name]
      if (field === undefined) continue
      const inner = selection.selectionSet && answer(selection.selectionSet, field.type, query, answers)
      const plain = isNonNullType(field.type) ? field.type.ofType : field.type
      const value = answers(name, query) ?? inner ?? leaf(String(plain), named.name, query)
      result[name] = isListType(plain) && !Array.isArray(value) ? [] : value
    }
  }
  return result
}

function leaf(type: string, owner: string, query: string): unknown {
  if (type === "Int") return 1
  if (type === "Boolean") return false
  if (type === "Void") return null
  // The same query gives the same id, whatever came before it.
  if (type === "ID") return `${owner}-${createHash("sha256").update(query).digest("hex").slice(0, 8)}`
  return type
}

/** A place that answers as an engine does, as far as types go, and keeps what was asked. */
export interface Recorder {
  readonly client: Client
  /** The queries so far, each once, in the schema's own layout. */
  readonly queries: readonly string[]
}

async function read(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts).toString()
}

function serve(queries: string[], answers: Answers): Server {
  return createServer(async (request, response) => {
    const { query } = JSON.parse(await read(request)) as { query: string }
    let errors: readonly { readonly message: string }[]
    let document: DocumentNode | undefined
    try {
      document = parse(query)
      errors = validate(schema, document)
    } catch (error) {
      errors = [{ message: String(error) }]
    }
    const operation = document?.definitions[0]
    response.setHeader("content-type", "application/json")
    if (errors.length > 0 || operation?.kind !== Kind.OPERATION_DEFINITION || !document) {
      response.end(JSON.stringify({ errors: errors.map(({ message }) => ({ message })) }))
      return
    }
    const text = print(document)
    if (!queries.includes(text)) queries.push(text)
    const root = schema.getQueryType()
    const data = root && answer(operation.selectionSet, root, text, answers)
    response.end(JSON.stringify({ data }))
  })
}

/** Runs `use` with the SDK's real client, connected to an endpoint that refuses what Dagger's schema does not have. */
export async function withRecorder<T>(
  use: (recorder: Recorder) => Promise<T>,
  answers: Answers = () => undefined,
): Promise<T> {
  const queries: string[] = []
  const server = serve(queries, answers)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  process.env.DAGGER_SESSION_PORT = String((server.address() as AddressInfo).port)
  process.env.DAGGER_SESSION_TOKEN = "none"
  try {
    let result: { readonly value: T } | undefined
    await connect(async (client) => {
      // The client asks for the engine's version first.
      queries.length = 0
      result = { value: await use({ client, queries }) }
    })
    if (result === undefined) throw new Error("the client did not connect")
    return result.value
  } finally {
    delete process.env.DAGGER_SESSION_PORT
    delete process.env.DAGGER_SESSION_TOKEN
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
