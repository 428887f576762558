import { expect, test } from "vitest"
import { makeFiles } from "../support/make-files.ts"
import { ownersIn, ownersOf } from "./support.ts"

test("trees that no package manager knows", () => {
  const owners = ownersIn(
    { path: "opt/tool/bin/tool" },
    { path: "opt/venv/pyvenv.cfg", content: "home = /usr/bin\nversion = 3.11.2\n" },
    { path: "opt/venv/bin/activate" },
    { path: "usr/local/cuda-12.1/lib64/libcudart.so" },
    { path: "usr/local/bin/node" },
    { path: "usr/local/bin/unknown" },
    { path: "root/.cache/huggingface/hub/model.bin" },
    { path: "app/src/main.py" },
    { path: "entrypoint.sh" },
    { path: "etc/mine.conf" },
  )
  expect(owners).toEqual({
    "opt/tool/bin/tool": "image tool @ opt/tool",
    "opt/venv/pyvenv.cfg": "image venv 3.11.2 @ opt/venv",
    "opt/venv/bin/activate": "image venv 3.11.2 @ opt/venv",
    "usr/local/cuda-12.1/lib64/libcudart.so": "image cuda-12.1 @ usr/local/cuda-12.1",
    "usr/local/bin/node": "image node",
    "usr/local/bin/unknown": "image unknown @ usr/local/bin/unknown",
    "root/.cache/huggingface/hub/model.bin": "image huggingface @ root/.cache/huggingface",
    "app/src/main.py": "image app @ app",
  })
})

test("a runtime's version is the environment's", () => {
  const files = makeFiles([[{ path: "usr/local/bin/node" }, { path: "usr/local/include/node/node.h" }]], {
    env: ["PATH=/usr/bin", "NODE_VERSION=22.1.0"],
  })
  expect(ownersOf(files)).toEqual({
    "0:usr/local/bin/node": "image node 22.1.0",
    "0:usr/local/include/node/node.h": "image node 22.1.0",
  })
})

test("what a COPY put into a folder is named by it, in its layer only", () => {
  const history = ["RUN /bin/sh -c x", "WORKDIR /etc", "COPY a b conf/ # buildkit"].map((createdBy) => ({
    createdBy,
    emptyLayer: false,
  }))
  const files = makeFiles([[{ path: "etc/conf/before" }], [], [{ path: "etc/conf/a" }, { path: "etc/b" }]], { history })
  expect(ownersOf(files)).toEqual({ "2:etc/conf/a": "image etc/conf" })
})

test("what a COPY put at the root is named by itself, but no folder of a whole root file system", () => {
  const history = [{ createdBy: "COPY /rootfs /go/bin/app / # buildkit", emptyLayer: false }]
  const files = makeFiles([[{ path: "app" }, { path: "etc/passwd" }, { path: "etc", kind: "directory" }]], { history })
  expect(ownersOf(files)).toEqual({ "0:app": "image app" })
})

test("links are whose file they lead to; those that lead nowhere are nobody's", () => {
  const owners = ownersIn(
    { path: "opt/tool/bin/tool" },
    { path: "usr/bin/tool", linkTarget: "/etc/alternatives/tool" },
    { path: "etc/alternatives/tool", linkTarget: "../../opt/tool/bin/tool" },
    { path: "usr/bin/gone", linkTarget: "missing" },
  )
  expect(owners).toEqual({
    "opt/tool/bin/tool": "image tool @ opt/tool",
    "usr/bin/tool": "image tool @ opt/tool",
    "etc/alternatives/tool": "image tool @ opt/tool",
  })
})
