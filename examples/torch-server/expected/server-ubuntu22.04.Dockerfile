# torch-server server ubuntu22.04: made by Strata from a typed image definition. Comments name the step and the line that made it.

# ---- builder stage: venv ----
# venv(numpy==2.3.5, torch==2.6.0): examples/torch-server/image.ts:32
FROM ubuntu:22.04 AS venv
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

RUN --mount=type=cache,id=strata-pip,target=/var/cache/strata/pip,sharing=shared \
    --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=pip-conf <<'EOF'
set -eu
if [ -s /run/secrets/ca-bundle ]; then export PIP_CERT=/run/secrets/ca-bundle SSL_CERT_FILE=/run/secrets/ca-bundle; fi
if [ -s /run/secrets/pip-conf ]; then export PIP_CONFIG_FILE=/run/secrets/pip-conf; fi
python3 -m venv /opt/venv
/opt/venv/bin/pip install --cache-dir /var/cache/strata/pip --disable-pip-version-check '--only-binary=:all:' \
  'numpy==2.3.5' 'torch==2.6.0'
about=$(/opt/venv/bin/pip show setuptools 2> /dev/null || true)
case "$about" in *'Required-by: '[A-Za-z0-9]*) ;; *) /opt/venv/bin/pip uninstall -qy setuptools ;; esac
/opt/venv/bin/pip uninstall -qy pip
EOF

# ---- runtime stage: runtime ----
# cuda(12.4.1, wheels): examples/torch-server/image.ts:31
FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS runtime

# venv(numpy==2.3.5, torch==2.6.0): examples/torch-server/image.ts:32
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

COPY --from=venv /opt/venv/ /opt/venv/
ENV PATH="/opt/venv/bin:${PATH}"

# executable(/usr/local/bin/serve): examples/torch-server/image.ts:34
COPY --chmod=755 <<'EOF' /usr/local/bin/serve
#!/opt/venv/bin/python3
"""Answers GET / with what this machine's GPUs are."""
import json
from http.server import BaseHTTPRequestHandler, HTTPServer

import torch


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        gpus = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
        body = json.dumps({"torch": torch.__version__, "cuda": torch.version.cuda, "gpus": gpus}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)


HTTPServer(("", 8000), Handler).serve_forever()
EOF

# env(PYTHONUNBUFFERED): examples/torch-server/image.ts:35
ENV PYTHONUNBUFFERED="1"

# expose(8000/tcp): examples/torch-server/image.ts:36
EXPOSE 8000/tcp

# entrypoint: examples/torch-server/image.ts:37
ENTRYPOINT ["serve"]

# user(server): examples/torch-server/image.ts:39
RUN <<'EOF'
set -eu
groupadd --gid 1000 server
useradd --no-log-init --create-home --uid 1000 --gid 1000 --shell /bin/bash server
rm -f /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow- /etc/subuid- /etc/subgid-
EOF

USER 1000:1000
WORKDIR /home/server
