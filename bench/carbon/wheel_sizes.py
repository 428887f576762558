"""Bytes of the wheels that pip would install, without fetching them.

    pip install --dry-run --ignore-installed --report report.json --only-binary=:all: ... PACKAGES
    python3 bench/carbon/wheel_sizes.py report.json

Reads each wheel's central directory by range requests. Prints JSON: number of wheels, bytes of the wheels as they are
fetched, of their files unpacked, which is before pip compiles any module, and of the modules among these.
"""

import io
import json
import sys
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor


class Remote(io.RawIOBase):
    """A file of a web server that can be read anywhere; keeps its end, where a zip has its directory."""

    TAIL = 1 << 20

    def __init__(self, url):
        self.url = url.partition("#")[0]
        with urllib.request.urlopen(urllib.request.Request(self.url, method="HEAD")) as answer:
            self.size = int(answer.headers["Content-Length"])
        self.at = 0
        self.tail_start = max(0, self.size - self.TAIL)
        self.tail = self.fetch(self.tail_start, self.size)

    def fetch(self, start, end):
        headers = {"Range": f"bytes={start}-{end - 1}"}
        with urllib.request.urlopen(urllib.request.Request(self.url, headers=headers)) as answer:
            return answer.read(end - start)

    def seekable(self):
        return True

    def readable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=io.SEEK_SET):
        self.at = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence] + offset
        return self.at

    def readinto(self, buffer):
        end = min(self.size, self.at + len(buffer))
        if self.at >= self.tail_start:
            data = self.tail[self.at - self.tail_start : end - self.tail_start]
        else:
            data = self.fetch(self.at, end)
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)


def sizes(url):
    remote = Remote(url)
    with zipfile.ZipFile(io.BufferedReader(remote, 1 << 16)) as wheel:
        files = wheel.infolist()
    unpacked = sum(file.file_size for file in files)
    return remote.size, unpacked, sum(file.file_size for file in files if file.filename.endswith(".py"))


def main(report):
    with open(report, encoding="utf8") as file:
        installs = json.load(file)["install"]
    with ThreadPoolExecutor(4) as pool:
        each = list(pool.map(lambda install: sizes(install["download_info"]["url"]), installs))
    fetched, unpacked, modules = (sum(column) for column in zip(*each, strict=True))
    print(json.dumps({"wheels": len(each), "fetchedBytes": fetched, "unpackedBytes": unpacked, "moduleBytes": modules}))


main(sys.argv[1])
