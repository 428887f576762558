"""Makes a conda channel of wheels, where no channel can be reached: FOLDER REQUIREMENT..."""
import asyncio
import hashlib
import io
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile

from rattler.index import index_fs

SITE = "lib/python3.11/site-packages"


def pack(wheel, folder):
    """A package is an archive of the files at their places in a prefix, and of `info`, which lists them."""
    name, version = wheel.name.split("-")[:2]
    archive = zipfile.ZipFile(wheel)
    files = {f"{SITE}/{entry}": archive.read(entry) for entry in archive.namelist() if not entry.endswith("/")}
    index = {"name": name, "version": version, "build": "0", "build_number": 0, "depends": [], "subdir": "linux-64"}
    paths = [
        {"_path": path, "path_type": "hardlink", "sha256": hashlib.sha256(data).hexdigest(), "size_in_bytes": len(data)}
        for path, data in files.items()
    ]
    info = {
        "info/index.json": json.dumps(index).encode(),
        "info/paths.json": json.dumps({"paths": paths, "paths_version": 1}).encode(),
    }
    with tarfile.open(folder / f"{name}-{version}-0.tar.bz2", "w:bz2", compresslevel=1) as out:
        for path, data in {**info, **files}.items():
            member = tarfile.TarInfo(path)
            member.size = len(data)
            member.mode = 0o644
            out.addfile(member, io.BytesIO(data))


channel = pathlib.Path(sys.argv[1])
for subdir in ("linux-64", "noarch"):
    (channel / subdir).mkdir(parents=True)
with tempfile.TemporaryDirectory() as wheels:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", wheels]
    subprocess.run([*pip, *sys.argv[2:]], check=True)
    for wheel in pathlib.Path(wheels).glob("*.whl"):
        pack(wheel, channel / "linux-64")
asyncio.run(index_fs(channel))
# rattler's threads may still run, and Python then aborts as it ends ("PyGILState_Release ... finalizing", exit code 134).
os._exit(0)
