import { statSync } from "node:fs"

const places = [
  "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Alpine, Arch
  "/etc/pki/tls/certs/ca-bundle.crt", // Fedora, RHEL
  "/etc/ssl/ca-bundle.pem", // openSUSE
  "/etc/ssl/cert.pem", // macOS, BSD
]

function isFile(path: string | undefined): path is string {
  try {
    return path !== undefined && path !== "" && statSync(path).size > 0
  } catch {
    return false
  }
}

/**
 * The file with every certificate authority that this machine trusts, a proxy's own included: `SSL_CERT_FILE`, then
 * the system's bundle, then `NODE_EXTRA_CA_CERTS` (last, because it may hold nothing but the extra one).
 */
export function hostCaBundle(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return [env.SSL_CERT_FILE, ...places, env.NODE_EXTRA_CA_CERTS].find(isFile)
}
