import { raw, script, sh } from "../../../shell/index.ts"
import { marker } from "./program-header.ts"

/** The program `install-all`: the same in every image, it finds what is beside it. */
export function allProgram(): string {
  return `#!/bin/sh\n${script("sh", [
    raw('here=$(dirname "$0")'),
    sh`marker=${`^${marker}`}`,
    raw(
      `
usage() {
  say "install-all: what this image offers to install"
  say "  install-all           list it, with what is there and the disk it needs"
  say "  install-all --all     install all of it; or NAME... for some"
  say "  --yes                 without asking"
  say "  --uninstall           remove instead; with --all or NAME..."
  say "  --status              exit code 0 when all of it (or of NAME...) is there, else 1"
}

say() { printf '%s\\n' "$*"; }

names() {
  for file in "$here"/install-*; do
    if [ -f "$file" ] && head -n 2 "$file" | grep -q "$marker"; then say "\${file##*/install-}"; fi
  done
}

list() {
  for name in $chosen; do
    "$here/install-$name" --info
  done | while IFS="$(printf '\\t')" read -r name bytes there summary; do
    printf '%-10s %8s MB  %-20s %s\\n' "$there" "$((bytes / 1000000))" "$name" "$summary"
  done
}

# Goes through all of them, whatever becomes of one; the highest exit code is the answer.
each() {
  worst=0
  for name in $chosen; do
    code=0
    "$here/install-$name" "$@" || code=$?
    if [ "$code" -gt "$worst" ]; then worst=$code; fi
  done
  exit "$worst"
}

# The last comes first, as it may need what an earlier one brought. Who installed them in another order has some refused,
# and gone through once more as long as any other is gone.
remove_each() {
  left=
  for name in $chosen; do left="$name $left"; done
  while :; do
    worst=0
    gone=
    refused=
    for name in $left; do
      code=0
      "$here/install-$name" --uninstall || code=$?
      if [ "$code" -eq 0 ]; then gone=yes; else refused="$refused $name"; fi
      if [ "$code" -gt "$worst" ]; then worst=$code; fi
    done
    if [ -z "$refused" ] || [ -z "$gone" ]; then exit "$worst"; fi
    say "install-all: others are gone, so once more:$refused"
    left=$refused
  done
}

action=list
given=
yes=
all=
for argument in "$@"; do
  case $argument in
    --yes | -y) yes=--yes ;;
    --all) all=yes ;;
    --uninstall | --status) action=\${argument#--} ;;
    --help | -h)
      usage
      exit 0
      ;;
    -*)
      usage >&2
      exit 2
      ;;
    *)
      if [ ! -f "$here/install-$argument" ] || ! names | grep -qxF -- "$argument"; then
        printf '%s\\n' "install-all: there is no '$argument' here; there are:" "$(names)" >&2
        exit 2
      fi
      given="$given $argument"
      ;;
  esac
done
chosen=\${given:-$(names)}

case $action in
  list)
    if [ -z "$given$all" ]; then
      list
      exit 0
    fi
    list
    each $yes
    ;;
  uninstall)
    if [ -z "$given$all" ]; then
      usage >&2
      exit 2
    fi
    remove_each
    ;;
  status) each --status ;;
esac
`.trim(),
    ),
  ])}`
}
