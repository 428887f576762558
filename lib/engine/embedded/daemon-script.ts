import type { StoreName } from "../types.ts"

/**
 * Runs in mount and process namespaces of its own (`$1` root, `$2` data, `$3` run folder, `$4` certificates or empty,
 * then dockerd's arguments). The root is bound on itself and made private, otherwise importing a layer fails with
 * "remount /, invalid argument". Everything mounted here ends with the namespace. The shell stays as process 1: dockerd
 * in its place would not reap the shims of ended containers. The root becomes the namespace's own, over the host's: a
 * process that joins a container's namespace (`docker exec`, health checks) begins at the namespace's root, which
 * would be the host's if dockerd were only chrooted.
 */
export const daemonScript = `
set -e
root=$1 data=$2 run=$3 certificates=$4
shift 4
mount --bind "$root" "$root"
mount --make-private "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --make-rslave "$root/sys"
mount --rbind /dev "$root/dev"
mount --make-rslave "$root/dev"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mkdir "$root/run/s"
mount --bind "$data" "$root/var/lib/docker"
mount --bind "$run" "$root/run/s"
if [ -n "$certificates" ]; then mount --bind "$certificates" "$root/etc/ssl/certs/ca-certificates.crt"; fi
cd "$root"
mount --move "$root" /
chroot . /usr/sbin/dockerd "$@" &
daemon=$!
trap 'kill -TERM $daemon' TERM INT
while :; do
  wait $daemon && code=0 || code=$?
  kill -0 $daemon 2>/dev/null || exit $code
done
`

/**
 * Writes the process id of what becomes `unshare`, and its start time, to the file `$1`; then becomes it. flock(1)
 * around it keeps a lock that every process of the daemon inherits, so the lock is free exactly when all are gone.
 */
export const launchScript = `
file=$1
shift
stat=$(cat /proc/$$/stat)
echo "$$ $(echo "\${stat##*) }" | cut -d' ' -f20)" > "$file"
exec unshare --mount --propagation private --pid --fork --kill-child -- "$@"
`

/** Flags that were seen to leave the host's addresses, routes, firewall, sysctls and mounts as they are. */
export function daemonArguments(store: StoreName, cgroup: string): readonly string[] {
  return [
    "--host=unix:///run/s/docker.sock",
    "--data-root=/var/lib/docker",
    "--exec-root=/run/d",
    "--pidfile=/run/d.pid",
    "--config-file=/run/s/daemon.json",
    "--bridge=none",
    "--iptables=false",
    "--ip6tables=false",
    "--ip-forward=false",
    "--ip-masq=false",
    "--userland-proxy=false",
    "--exec-opt=native.cgroupdriver=cgroupfs",
    `--cgroup-parent=${cgroup}`,
    // Named, so that an unfit file system is an error and not a silent fall back to `vfs`, which copies every layer.
    `--storage-driver=${store === "classic" ? "overlay2" : "overlayfs"}`,
  ]
}

/** @param cacheLimitBytes what the build cache may come to before its oldest steps are forgotten */
export function daemonConfig(store: StoreName, cacheLimitBytes: number): object {
  return {
    builder: { gc: { enabled: true, defaultKeepStorage: `${cacheLimitBytes}` } },
    ...(store === "containerd" ? { features: { "containerd-snapshotter": true } } : {}),
  }
}
