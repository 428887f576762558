"""
Makes a local conda channel of wheels: make_channel.py FOLDER REQUIREMENT...
A package is an archive with the files of a wheel at their places in a prefix and an `info` folder.
"""
import asyncio
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile

from rattler.index import index_fs

SITE = "lib/python3.11/site-packages"


def place(name):
    """Where conda's packages have a file of a wheel: scripts and data folders lie in the prefix."""
    folder, _, rest = name.partition(".data/")
    if not rest:
        return f"{SITE}/{name}"
    kind, _, inner = rest.partition("/")
    return {"scripts": f"bin/{inner}", "data": inner}.get(kind, f"{SITE}/{inner}")


def pack(wheel, folder):
    name, version = wheel.name.split("-")[:2]
    name = name.lower().replace("_", "-")
    build = "py311_0"
    archive = zipfile.ZipFile(wheel)
    files = {place(entry): archive.read(entry) for entry in archive.namelist() if not entry.endswith("/")}
    index = {"name": name, "version": version, "build": build, "build_number": 0, "depends": [], "subdir": "linux-64", "arch": "x86_64", "platform": "linux"}
    paths = [
        {"_path": path, "path_type": "hardlink", "sha256": hashlib.sha256(data).hexdigest(), "size_in_bytes": len(data)}
        for path, data in files.items()
    ]
    info = {
        "info/index.json": json.dumps(index).encode(),
        "info/paths.json": json.dumps({"paths": paths, "paths_version": 1}).encode(),
        "info/files": "".join(f"{path}\n" for path in files).encode(),
    }
    with tarfile.open(folder / f"{name}-{version}-{build}.tar.bz2", "w:bz2", compresslevel=1) as out:
        for path, data in {**info, **files}.items():
            member = tarfile.TarInfo(path)
            member.size = len(data)
            member.mode = 0o755 if path.startswith("bin/") else 0o644
            out.addfile(member, io.BytesIO(data))


channel = pathlib.Path(sys.argv[1])
subdir = channel / "linux-64"
subdir.mkdir(parents=True)
(channel / "noarch").mkdir()
with tempfile.TemporaryDirectory() as wheels:
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", wheels, *sys.argv[2:]], check=True)
    for wheel in sorted(pathlib.Path(wheels).glob("*.whl")):
        pack(wheel, subdir)
asyncio.run(index_fs(channel))
