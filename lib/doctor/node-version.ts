import type { Finding } from "./finding.ts"

/** The oldest Node that the library runs on: `engines` of package.json. */
const [oldestMajor, oldestMinor] = [20, 19]

export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  const ok = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
  const detail = `Node ${version}`
  return { name: "node", ok, detail, ...(ok ? {} : { remedy: `install Node ${oldestMajor}.${oldestMinor} or newer` }) }
}
