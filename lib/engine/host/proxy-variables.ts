const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "FTP_PROXY"]

/** The proxy settings of an environment, in both spellings that programs look for. */
export function proxyVariables(env: NodeJS.ProcessEnv = process.env): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name] ?? env[name.toLowerCase()]
      return value
        ? [
            [name, value],
            [name.toLowerCase(), value],
          ]
        : []
    }),
  )
}
