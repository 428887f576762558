import { createHash } from "node:crypto"

/** Debian release that brings Docker 26.1, buildx 0.13, containerd 1.7 and runc 1.1 (all seen to work together). */
export const rootSuite = "trixie"

/**
 * What the engine needs and nothing for people: no shell, no package manager. `xz-utils` and `pigz` are what dockerd
 * calls to unpack archives.
 */
export const rootPackages = ["docker.io", "docker-cli", "docker-buildx", "ca-certificates", "xz-utils", "pigz"] as const

/**
 * Turns unpacked packages into a root that dockerd runs in; `$1` is the tree. Their maintainer scripts never ran, so
 * the few things that they would have made are made here. Settings that change with the host's network are read from
 * the engine's run folder, which is mounted on `/run/s`.
 */
export const finishRoot = `
set -e
cd "$1"
for name in bin sbin lib lib64; do
  if [ -d "usr/$name" ] && [ ! -e "$name" ]; then ln -s "usr/$name" "$name"; fi
done
mkdir -p proc sys dev run tmp root home var/tmp var/lib/docker etc/ssl/certs
chmod 1777 tmp var/tmp
chmod 700 root
printf 'root:x:0:0:root:/root:/bin/false\\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\\n' > etc/passwd
printf 'root:x:0:\\nnogroup:x:65534:\\n' > etc/group
printf 'PRETTY_NAME="Strata engine"\\nNAME="Strata engine"\\nID=debian\\n' > usr/lib/os-release
rm -f etc/resolv.conf etc/hosts etc/hostname
ln -s /run/s/resolv.conf etc/resolv.conf
ln -s /run/s/hosts etc/hosts
cat usr/share/ca-certificates/mozilla/*.crt > etc/ssl/certs/ca-certificates.crt
rm -rf usr/share/doc usr/share/man usr/share/locale usr/share/info usr/share/lintian
rm -rf var/lib/apt var/cache/apt var/log/apt etc/apt
`

/** Changes whenever the root would: an older one is then replaced. */
export function rootDigest(): string {
  return createHash("sha256")
    .update(JSON.stringify([rootSuite, rootPackages, finishRoot]))
    .digest("hex")
    .slice(0, 12)
}
