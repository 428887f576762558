/** Runs a command in a fresh container of the image that is verified, as the image's own user. */
export type RunInImage = (command: readonly string[]) => Promise<{
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}>
