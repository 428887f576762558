interface TypeRef {
  readonly kind: string
  readonly name?: string
  readonly typeDef?: TypeRef
}
interface Method {
  readonly name: string
  readonly arguments: Readonly<
    Record<string, { readonly type: TypeRef; readonly isOptional: boolean; defaultValue?: unknown }>
  >
  readonly returnType: TypeRef
}

/** What the introspector says of a module, as far as a client needs it. */
export interface ModuleTypes {
  readonly objects: Readonly<
    Record<
      string,
      { readonly methods: Readonly<Record<string, Method>>; readonly properties: Record<string, { type: TypeRef }> }
    >
  >
  readonly enums: Readonly<Record<string, { readonly values: Readonly<Record<string, unknown>> }>>
}

const plain: Readonly<Record<string, string>> = {
  STRING_KIND: "string",
  BOOLEAN_KIND: "boolean",
  INTEGER_KIND: "number",
}

function pascal(name: string): string {
  return name.toLowerCase().replace(/(?:^|_)([a-z0-9])/g, (_, first: string) => first.toUpperCase())
}

/**
 * A client as `dagger develop` generates one for a module that depends on another: the SDK's, and the other's objects
 * below `dag`, their names with the module's in front.
 */
export function generatedClient(sdk: string, types: ModuleTypes): string {
  const own = new Set([...Object.keys(types.objects), ...Object.keys(types.enums)])
  const nameOf = (name: string): string => (own.has(name) && name !== "Strata" ? `Strata${name}` : name)
  const text = ({ kind, name, typeDef }: TypeRef): string => {
    if (typeDef) return `${text(typeDef)}[]`
    return plain[kind] ?? (own.has(name ?? "") ? nameOf(name ?? "") : `sdk.${name}`)
  }
  const isObject = ({ kind }: TypeRef): boolean => kind === "OBJECT_KIND"
  const result = (type: TypeRef): string => (isObject(type) ? text(type) : `Promise<${text(type)}>`)
  const enums = Object.entries(types.enums).map(
    ([name, { values }]) =>
      `export enum ${nameOf(name)} { ${Object.keys(values)
        .map((member) => `${pascal(member)} = "${member}"`)
        .join(", ")} }`,
  )
  const objects = Object.entries(types.objects).map(([name, { methods, properties }]) => {
    const calls = Object.values(methods).map((method) => {
      const all = Object.entries(method.arguments)
      const required = all.filter(([, { isOptional, defaultValue }]) => !isOptional && defaultValue === undefined)
      const optional = all.filter((entry) => !required.includes(entry))
      const given = [
        ...required.map(([argument, { type }]) => `${argument}: ${text(type)}`),
        `opts?: { ${optional.map(([argument, { type }]) => `${argument}?: ${text(type)}`).join("; ")} }`,
      ]
      return `  ${method.name}(${given.join(", ")}): ${result(method.returnType)}`
    })
    const fields = Object.entries(properties).map(([field, { type }]) => `  ${field}(): ${result(type)}`)
    return `export interface ${nameOf(name)} {\n${[...calls, ...fields].join("\n")}\n}`
  })
  return `import * as sdk from ${JSON.stringify(sdk)}
export * from ${JSON.stringify(sdk)}
${enums.join("\n")}
${objects.join("\n")}
export declare const dag: sdk.Client & { strata(): Strata }
`
}
