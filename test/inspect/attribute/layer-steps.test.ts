import { expect, test } from "vitest"
import { layerSteps, nameSteps } from "../../../lib/inspect/attribute/index.ts"
import { makeFiles } from "../support/make-files.ts"

/** Steps of an image with one layer for each entry that is not marked as empty. */
function stepsOf(...history: readonly (string | { readonly empty: string } | undefined)[]) {
  const entries = history.map((entry) =>
    typeof entry === "object"
      ? { createdBy: entry.empty, emptyLayer: true }
      : { ...(entry && { createdBy: entry }), emptyLayer: false },
  )
  const layers = entries.filter(({ emptyLayer }) => !emptyLayer).map(() => [])
  return layerSteps(makeFiles(layers, { history: entries })).map(({ step, copiedTo }) =>
    copiedTo ? [step, copiedTo] : step,
  )
}

test("BuildKit's words", () => {
  expect(
    stepsOf(
      "RUN /bin/sh -c apt-get update && apt-get install -y git   curl # buildkit",
      'RUN |2 VERSION=1.2 URL=https://x/y?a=b c /bin/sh -c curl "$URL" | tar x # buildkit',
      "RUN /bin/bash -o pipefail -euxc make install # buildkit",
      "RUN /bin/sh -c <<EOF\nset -eux\nexport A=1\nmake\nmake install\nEOF # buildkit",
      "RUN /bin/sh -c <<EOF\nset -eu\nif [ -s /run/secrets/ca ]; then export A=/run/secrets/ca B=/run/secrets/ca; fi\nnpm ci\nEOF # buildkit",
      "RUN /bin/sh -c <<EOF\nset -eu\nfor list in a b; do\n  if [ -e $list ]; then sed -i s/x/y/ $list; fi\ndone\napt-get install -y cuda\nEOF # buildkit",
      "RUN /bin/sh -c <<EOF\nfor f in *.deb\ndo\n  dpkg -i $f\ndone\nEOF # buildkit",
      { empty: "ENV A=1" },
      "WORKDIR /srv/app",
      "COPY a b ./lib/ # buildkit",
      "COPY . . # buildkit",
      "COPY --from=builder /out/ / # buildkit",
    ),
  ).toEqual([
    "RUN apt-get install -y git curl",
    'RUN curl "$URL" | tar x',
    "RUN make install",
    "RUN make && make install",
    "RUN npm ci",
    "RUN apt-get install -y cuda",
    "RUN for f in *.deb && do && dpkg -i $f && done",
    "WORKDIR /srv/app",
    ["COPY a b ./lib/", "/srv/app/lib/"],
    ["COPY . .", "/srv/app/"],
    ["COPY --from=builder /out/ /", "/"],
  ])
})

test("classic docker's words", () => {
  expect(
    stepsOf(
      "/bin/sh -c #(nop) ADD file:5e63 in / ",
      { empty: '/bin/sh -c #(nop)  CMD ["bash"]' },
      "/bin/sh -c pip install numpy",
      "|1 DEBIAN_FRONTEND=noninteractive /bin/sh -c apt-get install -y git",
      "/bin/sh -c #(nop) COPY dir:0a1b in /app/ ",
    ),
  ).toEqual(["base", "RUN pip install numpy", "RUN apt-get install -y git", ["COPY /app/", "/app/"]])
})

test("a base made elsewhere, other builders, and long scripts", () => {
  const long = `RUN /bin/sh -c set -eu\nrun() {\n  x\n}\nrun ${"a ".repeat(100)}# buildkit`
  const [first, other, last] = stepsOf(undefined, "bazel build //app:image", long)
  expect([first, other]).toEqual(["base", "bazel build //app:image"])
  expect(last).toMatch(/^RUN run a a .*…$/)
})

test("a history that is short leaves the lowest layers to the base; one that is long gives its end", () => {
  const entry = (createdBy: string) => ({ createdBy, emptyLayer: false })
  expect(layerSteps(makeFiles([[], []], { history: [entry("RUN /bin/sh -c a")] })).map(({ step }) => step)).toEqual([
    "base",
    "RUN a",
  ])
  expect(layerSteps(makeFiles([[]], { history: [entry("RUN a"), entry("RUN b")] })).map(({ step }) => step)).toEqual([
    "RUN b",
  ])
})

test("a build's own words come before the history's", () => {
  const files = makeFiles([[], []], {
    history: [
      { createdBy: "RUN a", emptyLayer: false },
      { createdBy: "RUN b", emptyLayer: false },
    ],
  })
  const at = { file: "image.ts", line: 3 }
  expect(nameSteps(files.layers, layerSteps(files), [{ diffId: "sha256:1", step: "apt(git)", at }])).toEqual([
    { step: "RUN a", createdBy: "RUN a" },
    { step: "apt(git)", createdBy: "RUN b", at },
  ])
})
