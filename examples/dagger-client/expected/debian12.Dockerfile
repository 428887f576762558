# tools debian12: made by Strata from a typed image definition. Comments name the step and the line that made it.

# ---- runtime stage: runtime ----
# image(tools): examples/dagger-client/image.ts:4
FROM debian:bookworm-slim AS runtime

# apt(curl, jq): examples/dagger-client/image.ts:5
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
  curl jq
rm -rf /var/log/dpkg.log /var/log/apt/*.log /var/log/apt/*.xz /var/log/alternatives.log /var/log/fontconfig.log \
  /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache
EOF

# file(/etc/profile.d/greeting.sh): examples/dagger-client/image.ts:6
COPY --chmod=644 <<'EOF' /etc/profile.d/greeting.sh
echo ready
EOF

# user(dev): examples/dagger-client/image.ts:7
RUN <<'EOF'
set -eu
groupadd --gid 1000 dev
useradd --no-log-init --create-home --uid 1000 --gid 1000 --shell /bin/bash dev
rm -f /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow- /etc/subuid- /etc/subgid-
EOF

USER 1000:1000
WORKDIR /home/dev
