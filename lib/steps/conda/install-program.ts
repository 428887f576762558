/** Arguments: one JSON object. py-rattler is conda's solver and installer as a library, so no conda is needed. */
export const installProgram: string = `"""Solves and installs packages of conda channels into a prefix."""
import asyncio
import json
import os
import pathlib
import sys

from rattler import Channel, install, solve
from rattler.platform import Platform
from rattler.virtual_package import Override, VirtualPackage, VirtualPackageOverrides

wanted = json.loads(sys.argv[1])


def channel(name):
    return Channel(pathlib.Path(name).resolve().as_uri() if name.startswith("/") else name)


def virtual_packages():
    """What the machine that will run it has: a builder has no GPU, so its driver's CUDA is said."""
    overrides = VirtualPackageOverrides()
    if wanted["cuda"]:
        overrides.cuda = Override.string(wanted["cuda"])
    return [package.into_generic() for package in VirtualPackage.detect(overrides)]


async def main():
    records = await solve(
        [channel(name) for name in wanted["channels"]],
        wanted["packages"],
        platforms=[Platform.current(), Platform("noarch")],
        virtual_packages=virtual_packages(),
    )
    await install(records, target_prefix=wanted["path"], cache_dir=wanted["cache"], show_progress=False)
    for record in sorted(records, key=lambda record: record.name.normalized):
        print(f"{record.name.normalized} {record.version} {record.build}")


asyncio.run(main())
# rattler's threads may still run, and Python then aborts as it ends ("PyGILState_Release ... finalizing", exit code 134).
sys.stdout.flush()
os._exit(0)
`
