/** An option as users see it; `flags` in commander's form. */
export interface OptionSpec {
  readonly flags: string
  readonly description: string
  readonly choices?: readonly string[]
  /** May be given several times; its value is a list. */
  readonly repeatable?: true
}

export interface ArgumentSpec {
  readonly name: string
  readonly description: string
  readonly choices?: readonly string[]
}

/** Values of a command line, as commander hands them on: arguments in order, options by camel-case name. */
export interface Parsed {
  readonly args: readonly (string | readonly string[] | undefined)[]
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
  /** The whole table, for commands that speak of the others. */
  readonly commands: readonly CommandSpec[]
}

/** Does the work of a command; its result is the exit code. */
export type Action = (parsed: Parsed) => Promise<number>

/**
 * A command as data. What it needs is loaded only when it runs, so `--help` costs nothing more than this table.
 */
export interface CommandSpec {
  readonly name: string
  readonly summary: string
  /** In commander's form: `<image>`, `[dir]`, `[command...]`. What may be completed, but is checked by the action, is in `choices`. */
  readonly args?: readonly ArgumentSpec[]
  readonly options?: readonly OptionSpec[]
  /** Command lines with what they do. */
  readonly examples: readonly (readonly [line: string, what: string])[]
  readonly action?: () => Promise<Action>
  readonly commands?: readonly CommandSpec[]
}
