"""Solves and installs packages of the local channel into a prefix, as `conda create` does: install.py PREFIX SPEC..."""
import asyncio
import sys

from rattler import Channel, Platform, install, solve

PREFIX, *SPECS = sys.argv[1:]
CHANNEL = Channel("file:///opt/channel")


async def main():
    records = await solve([CHANNEL], SPECS, platforms=[Platform("linux-64"), Platform("noarch")])
    await install(records, target_prefix=PREFIX, cache_dir="/opt/conda/pkgs")


asyncio.run(main())
