import type { ImageTree } from "../image-tree.ts"
import { opensWindow } from "./opens-window.ts"

/** Where programs show their windows. */
export type Display =
  /** An X server that containers reach, as `:99`. */
  | { readonly kind: "given"; readonly name: string }
  /** A server of the image that needs no screen: Xvfb, or Xorg with its dummy driver. */
  | { readonly kind: "own"; readonly server: "Xvfb" | "Xorg" }

const dummyDriver = "xorg/modules/drivers/dummy_drv.so"

/** The display that was named, or the image's own; `undefined` where there is none. */
export function displayOf(tree: ImageTree, name: string | undefined): Display | undefined {
  if (name !== undefined) return { kind: "given", name }
  if (tree.exists("/usr/bin/Xvfb")) return { kind: "own", server: "Xvfb" }
  const hasDummy = tree.exists(`/usr/lib/${dummyDriver}`)
  return hasDummy && tree.exists("/usr/bin/Xorg") ? { kind: "own", server: "Xorg" } : undefined
}

export const noDisplay = "there is no Xvfb and no Xorg with its dummy driver in the image, and no display was given"

/** What {@link openDisplay} is told: words for its first two parameters. */
export function displayWords(display: Display): readonly [name: string, server: string] {
  return display.kind === "given" ? [display.name, ""] : ["", display.server]
}

/** Xorg with a screen in memory, and no keyboard or mouse of the host. */
const xorgConfiguration = `Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
Section "Device"
  Identifier "none"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "none"
  HorizSync 5-1000
  VertRefresh 5-200
  Modeline "1280x800" 83.46 1280 1344 1480 1680 800 801 804 828
EndSection
Section "Screen"
  Identifier "none"
  Device "none"
  Monitor "none"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1280x800"
  EndSubSection
EndSection
`

/**
 * Shell that gives what follows a home of its own, a display, a D-Bus session where there is D-Bus, and the command
 * `opens-window`; `close_display` ends what it started. Its first two parameters, which it shifts away, are
 * {@link displayWords}. The server chooses a number that is free: containers share the host's abstract sockets.
 */
export const openDisplay = `
HOME=$(mktemp -d)
export HOME XDG_RUNTIME_DIR="$HOME" LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=1
mkdir "$HOME/.tools"
cat >"$HOME/.tools/opens-window" <<'END'
${opensWindow}END
chmod +x "$HOME/.tools/opens-window"
PATH=$HOME/.tools:$PATH
# Xorg makes it only for root.
[ -d /tmp/.X11-unix ] || mkdir -m 1777 /tmp/.X11-unix
start_server() {
  cat >"$HOME/.tools/xorg.conf" <<'END'
${xorgConfiguration}END
  case $1 in
  Xorg) set -- Xorg -noreset -config xorg.conf -logfile "$HOME/.tools/xorg.log" ;;
  *) set -- Xvfb -noreset -screen 0 1280x800x24 ;;
  esac
  cd "$HOME/.tools" && exec "$@" -nolisten tcp -displayfd 3 3>number >server.log 2>&1
}
DISPLAY=$1 server=
if [ -z "$DISPLAY" ]; then
  start_server "$2" &
  server=$!
  while [ ! -s "$HOME/.tools/number" ] && kill -0 $server 2>/dev/null; do sleep 0.2; done
  DISPLAY=:$(cat "$HOME/.tools/number")
  if [ "$DISPLAY" = : ]; then
    tail -n 3 "$HOME/.tools/server.log" >&2
    exit 70
  fi
fi
export DISPLAY
shift 2
if command -v dbus-daemon >/dev/null; then
  DBUS_SESSION_BUS_ADDRESS=$(dbus-daemon --session --fork --print-address=1 --print-pid=3 3>"$HOME/.tools/bus")
  export DBUS_SESSION_BUS_ADDRESS
fi
close_display() {
  kill $(cat "$HOME/.tools/bus" 2>/dev/null) $server 2>/dev/null
  :
}
`
