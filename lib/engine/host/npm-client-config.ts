import { runCommand } from "../process/run-command.ts"

/** What of npm's configuration a build step needs: where packages come from and who may have them. No paths of files. */
const wanted =
  /^(registry|@[^:]+:registry|proxy|https-proxy|noproxy|strict-ssl|\/\/.+:(_authToken|_auth|username|_password|email))$/

/** The lines of an `npmrc` that are worth handing on; empty when it says nothing of them. */
export function npmrcLines(npmrc: string): readonly string[] {
  return npmrc.split("\n").flatMap((line) => {
    const [, key, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (!key || !value || !wanted.test(key)) return []
    return value === "null" ? [] : [`${key}=${value}`]
  })
}

/** Settings that an environment gives npm: `npm_config_registry=...`, in any case. */
export function npmEnvironmentLines(env: NodeJS.ProcessEnv): readonly string[] {
  const named = Object.entries(env).filter(([name]) => /^npm_config_/i.test(name))
  return npmrcLines(
    named.map(([name, value]) => `${name.slice(11).toLowerCase().replaceAll("_", "-")}=${value}`).join("\n"),
  )
}

/**
 * The user's own npm settings as the text of an `npmrc`, or undefined where there are none. `npm config` hides
 * credentials, so the files that it names are read.
 */
export async function npmClientConfig(
  read: (file: string) => string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const { stdout } = await runCommand(["npm", "config", "get", "userconfig", "globalconfig"], {
    timeoutMilliseconds: 10_000,
  })
  const files = ["globalconfig", "userconfig"].map(
    (name) => new RegExp(`^${name}=(.*)$`, "m").exec(stdout)?.[1]?.trim() ?? "",
  )
  const lines = [...new Set([...files.flatMap((file) => npmrcLines(read(file))), ...npmEnvironmentLines(env)])]
  return lines.length > 0 ? `${lines.join("\n")}\n` : undefined
}
