/** What a check found, for people and for programs. */
export interface Verdict {
  readonly passed: boolean
  readonly text: string
  /** As the command line's `--json` prints it. */
  readonly document: object
}

/**
 * A verdict as the result of a Dagger function, which has no exit code but its error.
 * @param json gives the document, whatever it says
 * @throws Error with the text, where the check did not pass and no document was asked for
 */
export function settle({ passed, text, document }: Verdict, json: boolean): string {
  if (json) return JSON.stringify(document, null, 2)
  if (passed) return text
  throw new Error(text)
}
