import { npmSecrets, pipSecrets } from "../../../lib/steps/secrets.ts"

const mounts = [
  ...new Set([...pipSecrets.mounts, ...npmSecrets.mounts].flatMap((m) => (m.kind === "secret" ? m.id : []))),
]
  .map((id) => `--mount=type=secret,id=${id},mode=0444`)
  .join(" ")
const prologue = [...pipSecrets.prologue, ...npmSecrets.prologue].map(({ text }) => text).join("; ")

/**
 * A stranger's Dockerfile with this machine's own CA bundle and client configuration mounted in each of its steps, so
 * that it can be written as if for a machine that needs neither, and neither ends up in the image.
 */
export function asOnThisMachine(dockerfile: string): string {
  return dockerfile.replace(/^RUN /gm, `RUN ${mounts} ${prologue}; `)
}
