import { raw } from "../../../shell/index.ts"

/** Exit codes of the programs: the command line's own contract. 1: what was fetched or asked for is wrong. */
export const common = raw(
  `
say() { printf '%s\\n' "$*"; }

# fail CODE MESSAGE: 1 wrong content or a failed install, 2 wrong use, 3 network, disk, rights or another run
fail() {
  code=$1
  shift
  printf '%s\\n' "install-$name: $*" >&2
  exit "$code"
}

need() {
  for tool in "$@"; do
    command -v "$tool" > /dev/null || fail 3 "$tool is missing: install it first"
  done
}

megabytes() { say "$(($1 / 1000000)) MB"; }

size_of() { if [ -f "$1" ]; then stat -c %s -- "$1"; else echo 0; fi; }

# The nearest folder above (or at) a path that is there.
existing() {
  above=$1
  while [ ! -d "$above" ]; do above=$(dirname "$above"); done
  say "$above"
}

# Refuses to begin what cannot end: all that is fetched and unpacked must fit, less what an earlier run has fetched.
check_disk() {
  folder=$(existing "$1")
  free=$(df --output=avail -B1 -- "$folder" | tail -n 1 | tr -d ' ')
  wanted=$((peak_bytes - $(size_of "$part")))
  [ "$free" -ge "$wanted" ] || fail 3 "the disk is too small: $(megabytes "$wanted") are needed, $folder has $(megabytes "$free")"
}

# The kernel drops the lock when the last process that holds it ends, however it ends.
take_lock() {
  mkdir -p "$state" 2> /dev/null || fail 3 "cannot write $state: $rights"
  exec 9> "$state/lock" || fail 3 "cannot write $state: $rights"
  flock -n 9 || fail 3 "another install-$name is running"
}

# What stays half made after a signal is removed; after kill -9 the next run removes it.
when_stopped() { :; }
trap 'when_stopped' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
`.trim(),
)
