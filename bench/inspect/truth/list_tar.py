"""Lists the tar on standard input by Python's tarfile: fields and records end with NUL, as a name can hold anything else."""
import sys
import tarfile

KINDS = {
    tarfile.DIRTYPE: "directory",
    tarfile.SYMTYPE: "symlink",
    tarfile.LNKTYPE: "hardlink",
    tarfile.CHRTYPE: "device",
    tarfile.BLKTYPE: "device",
    tarfile.FIFOTYPE: "fifo",
}
out = sys.stdout.buffer
with tarfile.open(fileobj=sys.stdin.buffer, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
    for member in archive:
        kind = KINDS.get(member.type, "file")
        fields = [kind, member.size, member.mode & 0o7777, member.uid, member.gid, member.name, member.linkname]
        out.write(b"".join(str(field).encode("utf-8", "surrogateescape") + b"\0" for field in fields))
        # The list of members is for archives that are read twice.
        archive.members = []
