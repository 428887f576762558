import type { Container } from "@dagger.io/dagger"
import type { EnvOp } from "../../ir/index.ts"

/*
 * Dagger expands with Go's `os.Expand`: `$NAME`, `$1` and `${NAME}` are all variables and nothing escapes a `$`. The
 * IR knows `${NAME}` alone, and says that a value sees what was before the op. So a `$` that stands for itself comes
 * out of a variable that holds one, old values are kept in variables of their own, and both are taken away again.
 */
const dollar = "STRATA_DOLLAR"
const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g

function old(name: string): string {
  return `STRATA_OLD_${name}`
}

interface Value {
  readonly text: string
  readonly expand: boolean
  readonly helpers: readonly string[]
}

/** The text that `os.Expand` turns into the value; `assigned` are the names that the op has already set. */
function value(text: string, assigned: ReadonlySet<string>): Value {
  const names = [...text.matchAll(reference)].map((match) => match[1] ?? "")
  // Without a variable in it nothing has to be expanded, and every character stays as it is.
  if (names.length === 0) return { text, expand: false, helpers: [] }
  const parts = text.split(reference).map((part, index) => {
    if (index % 2 === 0) return part.replaceAll("$", `\${${dollar}}`)
    return `\${${assigned.has(part) ? old(part) : part}}`
  })
  const joined = parts.join("")
  return {
    text: joined,
    expand: true,
    helpers: [
      ...(joined.includes(`\${${dollar}}`) ? [dollar] : []),
      ...names.filter((name) => assigned.has(name)).map(old),
    ],
  }
}

/** Sets the variables of one op as a Dockerfile's `ENV` does. */
export function withVariables(container: Container, { variables }: EnvOp): Container {
  const assigned = new Set<string>()
  const values = Object.entries(variables).map(([name, text]) => {
    const made = value(text, assigned)
    assigned.add(name)
    return { name, ...made }
  })
  const helpers = [...new Set(values.flatMap((made) => made.helpers))]
  const prepared = helpers.reduce(
    (next, helper) =>
      helper === dollar
        ? next.withEnvVariable(helper, "$")
        : next.withEnvVariable(helper, `\${${helper.slice(old("").length)}}`, { expand: true }),
    container,
  )
  const set = values.reduce(
    (next, { name, text, expand }) => next.withEnvVariable(name, text, ...(expand ? [{ expand }] : [])),
    prepared,
  )
  return helpers.reduce((next, helper) => next.withoutEnvVariable(helper), set)
}
