import { expect, test } from "vitest"
import { categoryRules } from "../../../lib/inspect/attribute/category/category-rules.ts"
import { attribute } from "../../../lib/inspect/attribute/index.ts"
import { categories } from "../../../lib/ledger/index.ts"
import { makeFiles } from "../support/make-files.ts"
import { categoriesIn } from "./support.ts"

const expected: Readonly<Record<string, string>> = {
  "usr/bin/git": "program",
  "opt/venv/bin/pip": "program",
  "opt/x/readme": "other",
  "usr/lib/x86_64-linux-gnu/libssl.so.3": "library",
  "usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30": "library",
  "opt/venv/lib/python3.11/site-packages/numpy/core/_multiarray.cpython-311-x86_64-linux-gnu.so": "library",
  "opt/venv/lib/python3.11/site-packages/nvidia/cudnn/lib/libcudnn_ops_infer.so.8": "gpu-library",
  "usr/local/cuda-12.1/targets/x86_64-linux/lib/libcublasLt.so.12.1.3.1": "gpu-library",
  "usr/lib/libcudart_static.a": "static-archive",
  "usr/include/stdio.h": "header",
  "opt/conda/include/openssl/ssl.h": "header",
  "usr/lib/debug/.build-id/00/1234.debug": "debug-symbols",
  "usr/share/doc/bash/copyright": "documentation",
  "usr/share/doc/x/examples/main.h": "documentation",
  "usr/share/man/man1/ls.1.gz": "manual-page",
  "opt/conda/share/man/man1/x.1": "manual-page",
  "usr/share/locale/de/LC_MESSAGES/git.mo": "locale",
  "usr/lib/locale/locale-archive": "locale",
  "var/lib/apt/lists/mirror.example_debian_dists_InRelease": "package-lists",
  "var/cache/apt/pkgcache.bin": "package-lists",
  "var/cache/apt/archives/git_1_amd64.deb": "package-archive",
  "opt/conda/pkgs/numpy-1.conda": "package-archive",
  "opt/miniconda3/pkgs/numpy-1/lib/x.so": "package-archive",
  "var/lib/dpkg/status": "package-database",
  "opt/conda/conda-meta/numpy-1.json": "package-database",
  "var/cache/fontconfig/x": "cache",
  "root/.cache/pip/http/a": "cache",
  "home/me/.npm/_cacache/content": "cache",
  "var/log/dpkg.log": "log",
  "tmp/x": "temporary",
  "src/app/.git/objects/pack/pack-1.pack": "version-control",
  "usr/lib/python3.11/test/test_os.py": "test",
  "usr/lib/python3.11/os.py": "python-module",
  "usr/lib/python3.11/__pycache__/os.cpython-311.pyc": "python-bytecode",
  "app/main.py": "python-module",
  "usr/lib/node_modules/npm/lib/npm.js": "node-module",
  "usr/lib/node_modules/x/dist/x.js.map": "source-map",
  "usr/lib/node_modules/x/build/x.node": "library",
  "usr/share/fonts/truetype/dejavu/DejaVuSans.ttf": "font",
  "usr/share/icons/hicolor/16x16/apps/x.png": "icon",
  "models/llama/model-00001.safetensors": "model",
  "data/train.parquet": "data",
  "usr/share/mime/mime.cache": "data",
  "etc/ssh/sshd_config": "configuration",
}

test("each path is for one thing", () => {
  expect(categoriesIn(...Object.keys(expected))).toEqual(expected)
})

test("every category has a rule, but the ordinary one", () => {
  const named = new Set(categoryRules.map(({ category }) => category))
  expect(categories.filter((category) => !named.has(category))).toEqual(["other"])
})

test("a file that may be executed is a program where its path says nothing", () => {
  const paths = ["usr/lib/git-core/git-log", "usr/lib/os-release", "usr/include/x.h", "usr/lib/folder"]
  const files = makeFiles([
    [
      { path: paths[0] ?? "", mode: 0o755 },
      { path: paths[1] ?? "", mode: 0o644 },
      { path: paths[2] ?? "", mode: 0o755 },
      { path: paths[3] ?? "", kind: "directory" },
    ],
  ])
  const found = [...attribute(files).category].map((number) => categories[number])
  expect(found).toEqual(["program", "other", "header", "other"])
})
