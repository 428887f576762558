import { runCommand } from "../process/run-command.ts"

/** What of npm's configuration a build step needs: where packages come from and who may have them. No paths of files. */
const wanted =
  /^(registry|@[^:]+:registry|proxy|https-proxy|noproxy|strict-ssl|\/\/.+:(_authToken|_auth|username|_password|email))$/

const defaults: Readonly<Record<string, string>> = { registry: "https://registry.npmjs.org/", "strict-ssl": "true" }

/** The lines of an `npmrc` that are worth handing on; empty when everything is npm's own default. */
export function npmrcLines(npmrc: string): readonly string[] {
  return npmrc.split("\n").flatMap((line) => {
    const [, key, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (!key || !value || !wanted.test(key)) return []
    return value === "null" || defaults[key] === value ? [] : [`${key}=${value}`]
  })
}

/** The user's own npm settings: `npm config ls` hides credentials, so the files that it names are read too. */
export async function npmClientConfig(read: (file: string) => string): Promise<string | undefined> {
  const { stdout } = await runCommand(["npm", "config", "get", "registry", "userconfig", "globalconfig"], {
    timeoutMilliseconds: 10_000,
  })
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(stdout)?.[1]?.trim() ?? ""
  const files = [value("globalconfig"), value("userconfig")].map(read).join("\n")
  const lines = [...new Set([...npmrcLines(files), ...npmrcLines(`registry=${value("registry")}`)])]
  return lines.length > 0 ? `${lines.join("\n")}\n` : undefined
}
