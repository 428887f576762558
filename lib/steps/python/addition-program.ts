/**
 * Arguments: note | check | keep-addition, PREFIX, NOTES. An environment that adds to another is built on top of it, where pip sees
 * what is installed; what is copied into the image must be the addition alone, or the layer would hold everything twice.
 */
export const additionProgram = `"""Takes from an environment what was there before something was added to it."""
import hashlib
import json
import os
import pathlib
import stat
import sys

action, prefix, notes = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])

# Larger ones are told by size and time: an installer that writes a file again gives it a new time.
HASHED_BYTES = 1 << 20


def entries(folder):
    """Every path below, deepest first, links not followed."""
    for root, folders, files in os.walk(folder, topdown=False):
        for name in sorted(files + folders):
            yield pathlib.Path(root, name)


def describe(path):
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        return ["link", os.readlink(path)]
    if stat.S_ISDIR(about.st_mode):
        return ["folder", stat.S_IMODE(about.st_mode)]
    if about.st_size <= HASHED_BYTES:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
    else:
        content = about.st_mtime_ns
    return ["file", stat.S_IMODE(about.st_mode), about.st_size, content]


def note():
    if not prefix.is_dir():
        sys.exit(f"there is no environment at {prefix} to add to: does the other one have another path?")
    return {str(path.relative_to(prefix)): describe(path) for path in entries(prefix)}


def check(before):
    lost = [path for path, (kind, *_) in before.items() if kind != "folder" and not os.path.lexists(prefix / path)]
    if lost:
        records = sorted({part for path in lost for part in path.split("/") if part.endswith(".dist-info")})
        what = ", ".join(records or lost[:5])
        sys.exit(f"this replaces what the environment below it has ({what}): pin both to the same version")


def keep_addition(before):
    for path, known in before.items():
        place = prefix / path
        if not os.path.lexists(place):
            # Removed here as unneeded, but the layer below has it all the same.
            continue
        if known[0] == "folder":
            if not any(place.iterdir()):
                place.rmdir()
        elif describe(place) == known:
            place.unlink()


if action == "note":
    notes.write_text(json.dumps(note()), encoding="utf-8")
elif action == "check":
    check(json.loads(notes.read_text(encoding="utf-8")))
else:
    keep_addition(json.loads(notes.read_text(encoding="utf-8")))
    notes.unlink()
`
