import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { buildASTSchema, type GraphQLSchema, parse } from "graphql"
import type * as TypeScript from "typescript"

/*
 * Dagger publishes its GraphQL schema nowhere in a package registry, but the client of its SDK is generated from it: a
 * class per object, a method per field, the field's own name and its arguments' names in the call of `select`, their
 * types in the declarations. This reads the schema back out of the client that is installed, so that a query can be
 * checked by what the engine of that version knows. Compared once with the schema in Dagger's repository at v0.21.8
 * (`docs/docs-graphql/schema.graphqls`): every field and argument of it is here, with its type; results that may be null
 * are not told from others, and default values are not kept.
 */
const require = createRequire(import.meta.url)
const sdk = require.resolve("@dagger.io/dagger").replace(/index\.js$/, "api/client.gen.js")
// The SDK's own dependency; the project's compiler has no such programming interface.
const ts: typeof TypeScript = createRequire(sdk)("typescript")

function sourceOf(file: string): TypeScript.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true)
}

interface Selection {
  /** Name of the field. */
  readonly field: string
  /** Argument -> parameter of the method, in its order. */
  readonly args: ReadonlyMap<string, string>
}

/** The first `this._ctx.select("field", { argument, other: parameter, ...opts })` below a node. */
function selectionIn(node: TypeScript.Node): Selection | undefined {
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === "select" &&
    node.expression.expression.getText() === "this._ctx"
  ) {
    const [field, given] = node.arguments
    if (field === undefined || !ts.isStringLiteral(field)) return undefined
    const properties = given !== undefined && ts.isObjectLiteralExpression(given) ? [...given.properties] : []
    const args = properties.flatMap((property): [string, string][] => {
      if (ts.isShorthandPropertyAssignment(property)) return [[property.name.text, property.name.text]]
      if (ts.isPropertyAssignment(property)) return [[property.name.getText(), property.initializer.getText()]]
      return []
    })
    return { field: field.text, args: new Map(args.filter(([name]) => name !== "__metadata")) }
  }
  return ts.forEachChild(node, selectionIn)
}

/** Class -> method -> what it selects. */
function selections(): ReadonlyMap<string, ReadonlyMap<string, Selection>> {
  const classes = new Map<string, Map<string, Selection>>()
  for (const statement of sourceOf(sdk).statements) {
    if (!ts.isClassDeclaration(statement) || statement.name === undefined) continue
    const methods = new Map<string, Selection>()
    for (const member of statement.members) {
      const selection = ts.isPropertyDeclaration(member) && member.initializer && selectionIn(member.initializer)
      if (selection && member.name) methods.set(member.name.getText(), selection)
    }
    classes.set(statement.name.text, methods)
  }
  return classes
}

const basic: Readonly<Record<string, string>> = {
  string: "String",
  number: "Int",
  float: "Float",
  boolean: "Boolean",
  void: "Void",
}

function graphqlName(name: string): string {
  if (name === "Client") return "Query"
  return name.replace(/^_(.+)Client$/, "$1").replace(/_$/, "")
}

interface Shapes {
  readonly objects: ReadonlySet<string>
  readonly inputs: ReadonlyMap<string, readonly TypeScript.PropertySignature[]>
}

/** GraphQL's name of a type; an object as an argument is its id. */
function typeText(node: TypeScript.TypeNode, shapes: Shapes, as: "input" | "output"): string {
  if (ts.isArrayTypeNode(node)) return `[${typeText(node.elementType, shapes, as)}!]`
  const text = node.getText()
  const name = basic[text] ?? graphqlName(text)
  return as === "input" && shapes.objects.has(text) ? "ID" : name
}

function resultType(node: TypeScript.TypeNode, shapes: Shapes): string {
  if (!ts.isTypeReferenceNode(node) || node.typeName.getText() !== "Promise") return typeText(node, shapes, "output")
  const [inner] = node.typeArguments ?? []
  if (inner === undefined) throw new Error(`no type in ${node.getText()}`)
  // `sync` and its like answer with an id, from which the client makes the object.
  return shapes.objects.has(inner.getText()) ? "ID" : typeText(inner, shapes, "output")
}

function fieldText(
  type: TypeScript.FunctionTypeNode,
  { field, args }: Selection,
  options: ReadonlyMap<string, readonly TypeScript.PropertySignature[]>,
  shapes: Shapes,
): string {
  const texts: string[] = []
  for (const parameter of type.parameters) {
    if (parameter.type === undefined) continue
    const given = options.get(parameter.type.getText())
    if (given === undefined) {
      const name = [...args].find(([, used]) => used === parameter.name.getText())?.[0] ?? parameter.name.getText()
      texts.push(`${name}: ${typeText(parameter.type, shapes, "input")}!`)
    } else {
      for (const option of given) {
        if (option.type) texts.push(`${option.name.getText()}: ${typeText(option.type, shapes, "input")}`)
      }
    }
  }
  const result = resultType(type.type, shapes)
  return `${field}${texts.length > 0 ? `(${texts.join(", ")})` : ""}: ${result}${result === "Void" ? "" : "!"}`
}

/** The schema as text in GraphQL's schema language. */
export function schemaText(): string {
  const statements = [...sourceOf(sdk.replace(/\.js$/, ".d.ts")).statements]
  const classes = statements.filter(ts.isClassDeclaration).filter((one) => one.name?.text !== "BaseClient")
  const aliases = statements.filter(ts.isTypeAliasDeclaration)
  const literals = new Map(
    aliases.flatMap(({ name, type }) =>
      ts.isTypeLiteralNode(type) ? [[name.text, type.members.filter(ts.isPropertySignature)] as const] : [],
    ),
  )
  const interfaces = new Set(statements.filter(ts.isInterfaceDeclaration).map(({ name }) => name.text))
  const options = new Map([...literals].filter(([name]) => name.endsWith("Opts")))
  const inputs = new Map([...literals].filter(([name]) => !name.endsWith("Opts")))
  const objects = new Set([...classes.flatMap(({ name }) => name?.text ?? []), ...interfaces])
  const shapes: Shapes = { objects, inputs }
  const selected = selections()

  const scalars = aliases
    .filter(({ type }) => ts.isIntersectionTypeNode(type) || type.getText() === "void")
    .map(({ name }) => name.text)
    .filter((name) => name !== "ID")
  const scalarTexts = [...new Set([...scalars, "Void"])].map((name) => `scalar ${name}`)
  const enumTexts = statements.filter(ts.isEnumDeclaration).map(({ name, members }) => {
    const values = members.map((member) => (member.initializer as TypeScript.StringLiteral).text)
    return `enum ${name.text} { ${[...new Set(values)].join(" ")} }`
  })
  const inputTexts = [...inputs].map(([name, members]) => {
    const fields = members.map(
      ({ name, type, questionToken }) =>
        `${name.getText()}: ${type ? typeText(type, shapes, "input") : "String"}${questionToken ? "" : "!"}`,
    )
    return `input ${name} { ${fields.join(" ")} }`
  })
  const objectTexts = classes.map((declared) => {
    const own = declared.name?.text ?? ""
    const methods = selected.get(own)
    const fields = declared.members.flatMap((member) => {
      if (!ts.isPropertyDeclaration(member) || member.type === undefined) return []
      const selection = methods?.get(member.name.getText())
      if (selection === undefined || !ts.isFunctionTypeNode(member.type)) return []
      return [`  ${fieldText(member.type, selection, options, shapes)}`]
    })
    const kind = own.startsWith("_") ? "interface" : "type"
    // Objects are found again by their id: `node(id:) { ... on Container { ... } }`.
    const isNode = kind === "type" && own !== "Client" && methods?.has("id")
    return `${kind} ${graphqlName(own)}${isNode ? " implements Node" : ""} {\n${fields.join("\n")}\n}`
  })
  return [...scalarTexts, ...enumTexts, ...inputTexts, ...objectTexts].join("\n\n")
}

/** The schema of the engine that the installed client was made for. */
export function daggerSchema(): GraphQLSchema {
  return buildASTSchema(parse(schemaText()))
}
