/** One of Dagger's commands under both of its names. */
export interface DaggerCommand {
  readonly purpose: string
  /** Dagger 0.21, which this version of Strata is made for. */
  readonly now: string
  /** Dagger 1.0. */
  readonly next: string
}

/** Dagger's commands, named here and nowhere else in code. `docs/dagger.md` shows them. */
export const daggerCommands = {
  call: { purpose: "call a function", now: "dagger call", next: "dagger api call" },
  functions: { purpose: "list functions", now: "dagger functions", next: "dagger api functions" },
  run: { purpose: "run a script in a session", now: "dagger run", next: "dagger api with-session" },
} as const satisfies Record<string, DaggerCommand>
