import { missingLibrary } from "./missing-library.ts"

/**
 * Program that checks of features call: `opens-window [--then LINE] TITLE COMMAND...` starts a command under `$DISPLAY` and
 * waits until it shows a window whose title or class matches and that stays for two seconds; LINE, if there is one, has to
 * end with 0 while it is open. Ends all that it started. Python and libX11, which every image with a desktop has,
 * and not xdotool, which few have.
 */
export const opensWindow = `#!/usr/bin/env python3
import ctypes, os, re, signal, subprocess, sys, time
x = ctypes.CDLL("libX11.so.6")
p, u, i = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int
for name, result, args in [
    ("XOpenDisplay", p, [p]), ("XDefaultRootWindow", u, [p]), ("XFree", i, [p]), ("XSync", i, [p, i]),
    ("XInternAtom", u, [p, ctypes.c_char_p, i]), ("XQueryTree", i, [p, u, p, p, p, p]),
    ("XGetWindowAttributes", i, [p, u, p]), ("XGetWindowProperty", i, [p, u, u, ctypes.c_long, ctypes.c_long, i, u] + [p] * 5),
]:
    function = getattr(x, name)
    function.restype, function.argtypes = result, args
class Attributes(ctypes.Structure):
    _fields_ = [(n, i) for n in ("x", "y", "width", "height", "border", "depth")] + [("visual", p), ("root", u)] + \\
        [(n, i) for n in ("kind", "bit_gravity", "gravity", "backing")] + [("planes", u), ("pixel", u), ("under", i)] + \\
        [("colours", u), ("installed", i), ("state", i), ("rest", ctypes.c_char * 128)]
# A window may go while it is asked: that is no error.
ignore = ctypes.CFUNCTYPE(i, p, p)(lambda display, event: 0)
x.XSetErrorHandler(ignore)
display = x.XOpenDisplay(None)
if not display: sys.exit("opens-window: no display " + os.environ.get("DISPLAY", ""))
def text(window, name):
    kind, bits, count, left, data = u(), i(), u(), u(), p()
    x.XGetWindowProperty(display, window, x.XInternAtom(display, name, 0), 0, 1000, 0, 0,
        *map(ctypes.byref, (kind, bits, count, left, data)))
    if not data.value: return ""
    found = ctypes.string_at(data.value, count.value) if bits.value == 8 else b""
    x.XFree(data)
    return found.decode(errors="replace").replace("\\0", " ").strip()
def windows(window, depth):
    root, parent, children, count = u(), u(), p(), ctypes.c_uint()
    if not x.XQueryTree(display, window, *map(ctypes.byref, (root, parent, children, count))): return
    found = list(ctypes.cast(children, ctypes.POINTER(u))[:count.value]) if count.value else []
    if children.value: x.XFree(children)
    for child in found:
        about = Attributes()
        if x.XGetWindowAttributes(display, child, ctypes.byref(about)) and about.state == 2 and about.width > 9 and about.height > 9:
            said = " / ".join(filter(None, (text(child, n) for n in (b"_NET_WM_NAME", b"WM_NAME", b"WM_CLASS"))))
            if said: yield child, said
        # Window managers put what they manage into windows of their own.
        if depth > 0: yield from windows(child, depth - 1)
def shown(): return dict(windows(x.XDefaultRootWindow(display), 2))
args = sys.argv[1:]
then = None
if args[0] == "--then": then, args = args[1], args[2:]
title, command = re.compile(args[0], re.I), args[1:]
before, log = set(shown()), open("opens-window.log", "w+")
try: started = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
except OSError as error: sys.exit("opens-window: %s: %s" % (command[0], error.strerror))
def end(problem=None):
    for number in (signal.SIGTERM, signal.SIGKILL):
        try: os.killpg(started.pid, number)
        except ProcessLookupError: break
        time.sleep(0.5)
    log.seek(0)
    said = log.read()
    lost = re.search(r"${missingLibrary}", said, re.M)
    if not problem and lost: problem = "it misses a library: " + lost[0].strip()
    if problem:
        print("opens-window:", command[0] + ":", problem, "|", " | ".join(said.strip().split("\\n")[-3:]), file=sys.stderr)
    sys.exit(1 if problem else 0)
def fits(): return [w for w, said in shown().items() if w not in before and title.search(said)]
until, since = time.time() + 90, {}
# A window that shows while a program starts goes again: one has to stay.
while not any(time.time() - start > 2 for start in since.values()):
    since = {w: since.get(w, time.time()) for w in fits()}
    # What ends with 0 may have handed on to another process.
    if started.poll(): end("it ended with exit code %d" % started.returncode)
    if time.time() > until: end("no window '%s' stayed, but %s" % (args[0], [said for w, said in shown().items() if w not in before]))
    time.sleep(0.3)
if then and subprocess.run(["/bin/sh", "-c", then]).returncode: end("with its window open, this failed: " + then)
end()
`
