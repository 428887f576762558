import { anyClientSecrets, type ClientSecrets, npmSecrets, pipSecrets } from "../../../../lib/steps/secrets.ts"

export type { ClientSecrets }

export const noSecrets: ClientSecrets = { mounts: [], prologue: [] }

/** wget, conda and pip: each reads the machine's settings from variables of its own. */
export const pythonClient: ClientSecrets = {
  mounts: pipSecrets.mounts,
  prologue: [...anyClientSecrets.prologue, ...pipSecrets.prologue],
}

export const npmClient: ClientSecrets = npmSecrets
export const downloadClient: ClientSecrets = anyClientSecrets
