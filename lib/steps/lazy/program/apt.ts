import { raw, type ShellText, sh } from "../../../shell/index.ts"
import type { LazyApt } from "../source.ts"

/**
 * Lists and archives are kept below `$state` and leave with it, so the image's own apt folders stay as they were; apt
 * goes on with archives that are there in part. What was new is written down: that, and no more, is ever removed.
 */
const aptFunctions = raw(
  `
apt() {
  mkdir -p "$state/lists/partial" "$state/archives/partial"
  # No lock of ours for what packages start.
  DEBIAN_FRONTEND=noninteractive apt-get -q -o Dir::State::lists="$state/lists" -o Dir::Cache::archives="$state/archives" \\
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Keep-Downloaded-Packages=true \\
    -o APT::Update::Error-Mode=any -o Acquire::Retries=2 -o DPkg::Lock::Timeout=600 "$@" 9>&-
}

query() { dpkg-query --admindir="$root/var/lib/dpkg" "$@" 2> /dev/null; }

packages_there() { query -W -f '\${db:Status-Abbrev} \${binary:Package}\\n' | sed -n 's/^ii  *//p' | LC_ALL=C sort; }

# has_package NAME [VERSION]
has_package() {
  status=$(query -W -f '\${db:Status-Abbrev} \${Version}\\n' "$1") || return 1
  case $status in "ii  "*) [ "$status" = "ii  \${2:-\${status#ii  }}" ] ;; *) false ;; esac
}

# Ends what a cut left half done: packages unpacked only, or dpkg's journal, over which apt refuses any work.
settle() {
  if [ -n "$(dpkg --root="$root/" --audit 2> /dev/null)$(ls "$root/var/lib/dpkg/updates" 2> /dev/null)" ]; then
    dpkg --root="$root/" --configure -a 9>&-
  fi
}

source_install() {
  need apt-get dpkg-query
  # A run that was cut may have left packages unpacked only; what it found then is still the state to return to.
  if [ ! -e "$state/before" ]; then packages_there > "$state/before.new" && mv "$state/before.new" "$state/before"; fi
  settle || fail 1 "dpkg cannot end an earlier install"
  say "Reading the package lists"
  apt update > "$state/log" 2>&1 || { cat "$state/log" >&2; fail 3 "no network: the package lists cannot be fetched"; }
  with_packages apt -s install --no-install-recommends > "$state/log" 2>&1 || { cat "$state/log" >&2; fail 1 "the archive does not have these packages"; }
  with_packages apt -y --download-only install --no-install-recommends || fail 3 "the packages cannot be fetched: run install-$name again, it goes on"
  with_packages apt -y install --no-install-recommends --no-download || fail 1 "the packages cannot be installed"
  packages_there | LC_ALL=C comm -13 "$state/before" - > "$state/added"
}

source_remove() {
  rm -rf "$state/lists" "$state/archives"
  if [ ! -e "$state/before" ]; then forget; return; fi
  # It also ends removals, so it comes first. What cannot be configured can still be removed: apt says what it thinks of it.
  settle || true
  # After a cut run nothing is written down yet: then it is what is there beyond the state before.
  if [ ! -e "$state/added" ]; then query -W -f '\${binary:Package}\\n' | LC_ALL=C sort | LC_ALL=C comm -13 "$state/before" - > "$state/added"; fi
  present=
  while read -r package; do
    if query -W "$package" > /dev/null; then present="$present $package"; fi
  done < "$state/added"
  if [ -z "$present" ]; then forget; return; fi
  # shellcheck disable=SC2086 # a list of package names
  set -- $present
  apt -s purge "$@" > "$state/log" 2>&1 || { cat "$state/log" >&2; fail 1 "apt cannot remove $*"; }
  sed 's/:.*//' "$state/added" > "$state/names"
  others=$(sed -n -E 's/^(Remv|Purg) ([^ :]+).*/\\2/p' "$state/log" | LC_ALL=C sort -u | grep -vxF -f "$state/names" | tr '\\n' ' ')
  [ -z "$others" ] || fail 1 "these were installed later and need it, remove them first: $others"
  forget
  apt -y purge "$@" || fail 1 "apt cannot remove $*"
  # Of one that a cut left half removed, apt takes the files and leaves the configuration.
  for package in "$@"; do
    case $(query -W -f '\${db:Status-Abbrev}' "$package" || true) in
      ?c*) dpkg --root="$root/" --purge "$package" 9>&- || fail 1 "dpkg cannot remove $package" ;;
    esac
  done
}
`.trim(),
)

export function aptText(source: LazyApt): readonly ShellText[] {
  const pairs = source.packages.map((text) => text.split("="))
  return [
    raw("part="),
    raw("where='packages of the distribution'"),
    raw("room=$base/usr"),
    raw("source_is_there() {"),
    ...pairs.map((pair) => sh`  has_package ${pair} || return 1`),
    raw("}"),
    sh`with_packages() { "$@" ${source.packages}; }`,
    aptFunctions,
  ]
}
