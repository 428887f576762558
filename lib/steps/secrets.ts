import type { Mount } from "../ir/index.ts"
import { raw, type ShellText } from "../shell/index.ts"

/*
 * What a machine behind a proxy or in a closed network needs in its build steps: its own CA bundle and its own client
 * configuration. They come in as optional secrets, so they are in no layer and in no cache key, and the emitted files
 * are the same for everybody.
 */
export const secretIds = { caBundle: "ca-bundle", npmrc: "npmrc", pipConf: "pip-conf" } as const

function secret(id: string): Mount {
  return { kind: "secret", id, target: `/run/secrets/${id}`, required: false }
}

export interface ClientSecrets {
  readonly mounts: readonly Mount[]
  /** Lines that point the client at whichever secrets were given. */
  readonly prologue: readonly ShellText[]
}

function exportWhenGiven(id: string, ...variables: readonly string[]): ShellText {
  const path = `/run/secrets/${id}`
  return raw(`if [ -s ${path} ]; then export ${variables.map((name) => `${name}=${path}`).join(" ")}; fi`)
}

export const npmSecrets: ClientSecrets = {
  mounts: [secret(secretIds.caBundle), secret(secretIds.npmrc)],
  prologue: [
    exportWhenGiven(secretIds.caBundle, "NODE_EXTRA_CA_CERTS"),
    exportWhenGiven(secretIds.npmrc, "NPM_CONFIG_USERCONFIG"),
  ],
}

export const pipSecrets: ClientSecrets = {
  mounts: [secret(secretIds.caBundle), secret(secretIds.pipConf)],
  prologue: [
    exportWhenGiven(secretIds.caBundle, "PIP_CERT", "SSL_CERT_FILE"),
    exportWhenGiven(secretIds.pipConf, "PIP_CONFIG_FILE"),
  ],
}

/** For scripts that the user writes: every client that reads one of these variables. */
export const anyClientSecrets: ClientSecrets = {
  mounts: [secret(secretIds.caBundle)],
  prologue: [
    exportWhenGiven(
      secretIds.caBundle,
      "SSL_CERT_FILE",
      "CURL_CA_BUNDLE",
      "REQUESTS_CA_BUNDLE",
      "PIP_CERT",
      "NODE_EXTRA_CA_CERTS",
      "GIT_SSL_CAINFO",
    ),
  ],
}
