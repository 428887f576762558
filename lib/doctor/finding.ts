/** One thing that was looked at. */
export interface Finding {
  readonly name: string
  readonly ok: boolean
  /** What was found, in one line. */
  readonly detail: string
  /** What to do about it; only where `ok` is false. */
  readonly remedy?: string
}
