"""
Walks the root file system at argv[1] from inside (chroot), and says where paths on standard input really are.
First a record for each entry: kind, bytes, mode, uid, gid, path, target of a link, where that leads in the end, inode;
then an empty field; then for each path of standard input its place with the folders' links followed, its own, too, where
it ends with `/.`. All fields end with NUL.
"""
import os
import stat
import sys

KINDS = [
    (stat.S_ISDIR, "directory"),
    (stat.S_ISLNK, "symlink"),
    (stat.S_ISREG, "file"),
    (stat.S_ISFIFO, "fifo"),
]
out = sys.stdout.buffer
asked = sys.stdin.buffer.read().split(b"\0")[:-1]
os.chroot(sys.argv[1])
os.chdir("/")


def say(*fields):
    out.write(b"".join((field if isinstance(field, bytes) else str(field).encode()) + b"\0" for field in fields))


def look(path):
    at = os.lstat(path)
    kind = next((name for test, name in KINDS if test(at.st_mode)), "device")
    target, end = (os.readlink(path), os.path.realpath(path)) if kind == "symlink" else (b"", b"")
    say(kind, at.st_size, stat.S_IMODE(at.st_mode), at.st_uid, at.st_gid, path, target, end, at.st_ino)


look(b"/")
for folder, folders, names in os.walk(b"/"):
    for name in folders + names:
        look(os.path.join(folder, name))
say(b"")
for path in asked:
    folder, name = os.path.split(path.rstrip(b"/"))
    say(os.path.realpath(folder) if name == b"." else os.path.join(os.path.realpath(folder), name))
