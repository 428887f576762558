import { runCommand } from "../process/run-command.ts"

const wanted = ["index-url", "extra-index-url", "trusted-host", "proxy"] as const

/**
 * The user's pip settings that a build step needs, from the output of `pip config list` and the environment; no paths
 * of files. Undefined when there are none.
 */
export function pipConf(list: string, env: NodeJS.ProcessEnv): string | undefined {
  const lines = wanted.flatMap((key) => {
    const listed = new RegExp(`^(?:global|install)\\.${key}='(.*)'$`, "m").exec(list)?.[1]
    const value = env[`PIP_${key.toUpperCase().replaceAll("-", "_")}`] ?? listed?.replaceAll("\\n", " ").trim()
    return value ? [`${key} = ${value}`] : []
  })
  return lines.length > 0 ? `[global]\n${lines.join("\n")}\n` : undefined
}

/** Nothing when pip is not installed: then there are no settings of it either, but for its environment variables. */
export async function pipClientConfig(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  for (const command of [["pip3"], ["pip"], ["python3", "-m", "pip"]]) {
    const { exitCode, stdout } = await runCommand([...command, "config", "list"], { timeoutMilliseconds: 10_000 })
    if (exitCode === 0) return pipConf(stdout, env)
  }
  return pipConf("", env)
}
