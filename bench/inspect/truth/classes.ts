/** Differences of one kind. */
export interface DifferenceClass {
  readonly name: string
  readonly count: number
  readonly bytes: number
}

/** Differences by what explains them, and those that nothing does. */
export interface Explained {
  readonly classes: readonly DifferenceClass[]
  readonly unexplained: readonly string[]
}

/** @param explain name of the kind, or `undefined` where nothing explains the difference */
export function explainEach<T extends { readonly bytes: number }>(
  differences: readonly T[],
  explain: (difference: T) => string | undefined,
  describe: (difference: T) => string,
): Explained {
  const classes = new Map<string, DifferenceClass>()
  const unexplained: string[] = []
  for (const difference of differences) {
    const name = explain(difference)
    if (name === undefined) unexplained.push(describe(difference))
    else {
      const { count, bytes } = classes.get(name) ?? { count: 0, bytes: 0 }
      classes.set(name, { name, count: count + 1, bytes: bytes + difference.bytes })
    }
  }
  return { classes: [...classes.values()], unexplained }
}
