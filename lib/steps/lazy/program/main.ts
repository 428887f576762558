import { raw } from "../../../shell/index.ts"

/** What every program does, from the functions of its source. */
export const main = raw(
  `
usage() {
  say "install-$name: $summary"
  say "  --yes        install without asking"
  say "  --status     say whether it is there (exit code 0) or not (1)"
  say "  --uninstall  remove it, and what was fetched for it"
  say "  --start      start it; install it first if it is not there"
  say "  --info       one line for programs: name, bytes on the disk, installed or absent, summary; by tabs"
}

# What a run fetched is of no use once all is in place.
clean() { rm -rf "$state/download" "$state/cache" "$state/lists" "$state/archives" "$state/log" "$state/errors"; }

# Without our record it was there before us; with one it is there once a run has come to its end, and not before: one
# that is cut at last may have everything in place but menus, or the list of what was new.
is_done() { source_is_there && { [ ! -d "$state" ] || [ -e "$state/installed" ]; }; }

# Called where a removal begins: one that is refused leaves what is there installed.
forget() { rm -f "$state/installed"; }

install_now() {
  if is_done; then
    if [ -w "$state" ]; then clean; fi
    say "$name is there already: $where"
    exit 0
  fi
  say "install-$name installs $summary"
  say "  from  $from"
  say "  to    $where"
  say "  disk  $disk, while it installs $peak"
  take_lock
  check_disk "$room"
  if [ "$yes" = no ]; then
    printf 'Go on? [y/N] '
    answer=
    read -r answer || fail 2 "nobody answers: give --yes"
    case $answer in y | Y | yes) ;; *) fail 1 "nothing was installed" ;; esac
  fi
  source_install
  show_start
  printf '%s\\n' "$id" > "$state/installed.new"
  mv "$state/installed.new" "$state/installed"
  when_stopped() { :; }
  clean
  say "$name is installed."
}

uninstall_now() {
  if [ ! -d "$state" ]; then
    if source_is_there; then fail 1 "install-$name did not install it, so it removes nothing"; fi
    say "$name is not installed."
    exit 0
  fi
  take_lock
  source_remove
  show_offer
  rm -rf "$state"
  rmdir "$records" 2> /dev/null || true
  say "$name is removed."
}

start_now() {
  if ! source_is_there; then
    "$0" || {
      failed=$?
      printf 'Press Enter to close. '
      read -r answer || true
      exit "$failed"
    }
  fi
  start "$@"
}

action=install
yes=no
while [ $# -gt 0 ]; do
  case $1 in
    --yes | -y) yes=yes ;;
    --status | --uninstall | --info) action=\${1#--} ;;
    --start)
      shift
      start_now "$@"
      ;;
    --help | -h)
      usage
      exit 0
      ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
  shift
done

case $action in
  install) install_now ;;
  uninstall) uninstall_now ;;
  status)
    if is_done; then say "$name is installed: $where"; exit 0; fi
    say "$name is not installed; it takes $disk"
    exit 1
    ;;
  info)
    there=absent
    if is_done; then there=installed; fi
    printf '%s\\t%s\\t%s\\t%s\\n' "$name" "$disk_bytes" "$there" "$summary"
    ;;
esac
`.trim(),
)
