import { describe, expect, it } from "vitest"
import { factsOf } from "../../lib/verify/baseline/facts.ts"
import type { Capability } from "../../lib/verify/capabilities.ts"
import { checkCaches } from "../../lib/verify/checks/caches.ts"
import { checkCapabilities } from "../../lib/verify/checks/capabilities.ts"
import { checkDesktopEntries } from "../../lib/verify/checks/desktop-entries.ts"
import { checkInterpreters } from "../../lib/verify/checks/interpreters.ts"
import { checkLibraries } from "../../lib/verify/checks/libraries/check-libraries.ts"
import { checkLinks } from "../../lib/verify/checks/links.ts"
import { checkPackageFiles } from "../../lib/verify/checks/package-files.ts"
import { checkPermissions } from "../../lib/verify/checks/permissions.ts"
import type { ImageTree } from "../../lib/verify/image-tree.ts"
import type { Found } from "../../lib/verify/types.ts"
import { makeElf } from "../elf/support/make-elf.ts"
import type { FileEntry } from "../inspect/support/make-files.ts"
import { makeTree } from "./make-tree.ts"

const lib = "usr/lib/x86_64-linux-gnu"
const program = (path: string, content: string | Buffer): FileEntry => ({ path, content, mode: 0o755 })
/** A program that the loader starts. */
const linked = (path: string, needed: string): FileEntry =>
  program(path, makeElf({ needed: [needed], interpreter: "/lib64/ld-linux-x86-64.so.2" }))
const gone = (path: string): FileEntry => {
  const slash = path.lastIndexOf("/") + 1
  return { path: `${path.slice(0, slash)}.wh.${path.slice(slash)}` }
}
const env = ["PATH=/usr/local/bin:/usr/bin:/bin"]

/** An image in which everything works. */
const sound: readonly FileEntry[] = [
  program("usr/bin/sh", makeElf({ needed: ["libc.so.6"], interpreter: "/lib64/ld-linux-x86-64.so.2" })),
  program(
    "usr/bin/tool",
    makeElf({
      needed: ["liba.so.1", "libc.so.6"],
      runpath: "$ORIGIN/../lib/tool",
      neededVersions: { "liba.so.1": ["A_1"], "libc.so.6": ["GLIBC_2.36", "weak GLIBC_2.99"] },
    }),
  ),
  { path: "lib64", linkTarget: "usr/lib64" },
  { path: "usr/lib64/ld-linux-x86-64.so.2", content: makeElf(), mode: 0o755 },
  program("usr/bin/env", makeElf({ needed: ["libc.so.6"] })),
  program("usr/bin/script", "#!/usr/bin/env -S python3 -u\nprint()\n"),
  program("usr/bin/python3", makeElf({ needed: ["libc.so.6"] })),
  { path: "usr/bin/sudo", content: makeElf({ needed: ["libc.so.6"] }), mode: 0o4755 },
  {
    path: `${lib}/libc.so.6`,
    content: makeElf({ soname: "libc.so.6", definedVersions: ["GLIBC_2.35", "GLIBC_2.36"] }),
  },
  {
    path: "usr/lib/tool/liba.so.1",
    content: makeElf({ soname: "liba.so.1", needed: ["libb.so.1"], definedVersions: ["A_1"] }),
  },
  { path: "usr/lib/tool/libb.so.1", content: makeElf({ soname: "libb.so.1" }) },
  { path: `${lib}/libz.so`, linkTarget: "libz.so.1" },
  { path: `${lib}/libz.so.1`, content: makeElf({ soname: "libz.so.1" }) },
  { path: "etc/mtab", linkTarget: "/proc/self/mounts" },
  {
    path: "usr/share/applications/tool.desktop",
    content: "[Desktop Entry]\nExec=env A=1 tool %U\n[Desktop Action x]\nExec=no\n",
  },
  { path: "usr/share/glib-2.0/schemas/a.gschema.xml", content: "<x/>" },
  { path: "usr/share/glib-2.0/schemas/gschemas.compiled", content: "x" },
  {
    path: "var/lib/dpkg/info/tool.list",
    content: "/.\n/usr\n/usr/bin\n/usr/bin/tool\n/usr/share/doc/tool/copyright\n",
  },
  // Two packages in a folder: what nobody lists there is nobody's.
  { path: "var/lib/dpkg/info/sudo.list", content: "/usr\n/usr/bin\n/usr/bin/sudo\n" },
  { path: "opt/venv/lib/python3.11/site-packages/django/test/client.py", content: "x" },
  {
    path: "opt/venv/lib/python3.11/site-packages/django-5.dist-info/RECORD",
    content: 'django/test/client.py,sha256=x,1\n"django/a,b.py",,\ndjango/__pycache__/x.cpython-311.pyc,,\n',
  },
  { path: "opt/venv/lib/python3.11/site-packages/django/a,b.py", content: "x" },
]

const checks: Readonly<Record<string, (tree: ImageTree) => Found>> = {
  links: checkLinks,
  libraries: checkLibraries,
  interpreters: checkInterpreters,
  "package-files": checkPackageFiles,
  caches: checkCaches,
  "desktop-entries": checkDesktopEntries,
}

function failures(tree: ImageTree): readonly string[] {
  return Object.values(checks).flatMap((check) =>
    check(tree).failures.map(({ message, cause }) => `${message} <- ${cause}`),
  )
}

describe("verify", () => {
  it("finds nothing wrong with an image that is sound, and has looked at it", () => {
    const tree = makeTree([sound], { env })
    expect(failures(tree)).toEqual([])
    for (const check of Object.values(checks)) expect(check(tree).looked).toBeGreaterThan(0)
  })

  it.each<readonly [what: string, layer: readonly FileEntry[], message: RegExp, cause: RegExp | undefined]>([
    [
      "a library that programs need",
      [gone(`${lib}/libc.so.6`)],
      /\/usr\/bin\/sh needs libc\.so\.6/,
      /layer 2 \(step 2\) deleted/,
    ],
    ["a library found by RUNPATH", [gone("usr/lib/tool/liba.so.1")], /tool needs liba\.so\.1/, /layer 2/],
    [
      "a library that only a library needs",
      [gone("usr/lib/tool/libb.so.1")],
      /liba\.so\.1 needs libb\.so\.1/,
      /layer 2/,
    ],
    ["what a link leads to", [gone(`${lib}/libz.so.1`)], /libz\.so leads to libz\.so\.1/, /layer 2/],
    ["an interpreter behind env", [gone("usr/bin/python3")], /script is run by python3/, /layer 2/],
    [
      "an interpreter by its path",
      [program("usr/bin/x", "#!/opt/bin/perl -w\n")],
      /x is run by \/opt\/bin\/perl/,
      undefined,
    ],
    ["a program a desktop entry starts", [gone("usr/bin/tool")], /tool\.desktop starts tool/, /layer 2/],
    [
      "compiled schemas",
      [gone("usr/share/glib-2.0/schemas/gschemas.compiled")],
      /gschemas\.compiled is missing/,
      /layer 2/,
    ],
    ["a file of a Debian package", [gone("usr/bin/tool")], /tool lists \/usr\/bin\/tool/, /layer 2/],
    [
      "a package's tests that it imports itself",
      [gone("opt/venv/lib/python3.11/site-packages/django/test")],
      /django-5 lists .*django\/test\/client\.py/,
      /layer 2/,
    ],
    [
      "a library that ldconfig has not seen",
      [
        { path: "etc/ld.so.conf", content: "include /etc/ld.so.conf.d/*.conf\n" },
        { path: "etc/ld.so.conf.d/cuda.conf", content: "# CUDA\n/usr/local/cuda/lib64\n" },
        { path: "usr/local/cuda/lib64/libcudart.so.12", content: makeElf({ soname: "libcudart.so.12" }) },
        program("usr/bin/gpu", makeElf({ needed: ["libcudart.so.12"] })),
      ],
      /gpu needs libcudart\.so\.12/,
      /ld\.so\.cache is out of date/,
    ],
    [
      "a version of symbols",
      [program("usr/bin/new", makeElf({ needed: ["libc.so.6"], neededVersions: { "libc.so.6": ["GLIBC_2.38"] } }))],
      /\/usr\/bin\/new needs GLIBC_2\.38 of libc\.so\.6, which \/usr\/lib.*\/libc\.so\.6 does not have/,
      /<- layer 2 \(step 2\) wrote \/usr\/bin\/new$/,
    ],
    [
      "versions in a library that was replaced",
      [{ path: "usr/lib/tool/liba.so.1", content: makeElf({ soname: "liba.so.1", definedVersions: ["A_2"] }) }],
      /\/usr\/bin\/tool needs A_1 of liba\.so\.1/,
      /<- layer 2 \(step 2\) wrote \/usr\/lib\/tool\/liba\.so\.1$/,
    ],
    ["the loader", [gone("usr/lib64/ld-linux-x86-64.so.2")], /usr\/bin\/sh is started by \/lib64\/ld/, /layer 2/],
    [
      "a program's machine",
      [program("usr/bin/arm", makeElf({ machine: 183 }))],
      /\/usr\/bin\/arm is for arm64, and the image for amd64/,
      /layer 2 \(step 2\) wrote/,
    ],
    [
      "a library's machine",
      [{ path: `${lib}/libc.so.6`, content: makeElf({ soname: "libc.so.6", machine: 183 }) }],
      /\/usr\/bin\/sh needs libc\.so\.6/,
      /libc\.so\.6 is for arm64, and this is for amd64/,
    ],
    [
      "a library where nobody searches",
      [linked("usr/bin/x", "libx.so.1"), { path: "opt/x/libx.so.1", content: makeElf() }],
      /\/usr\/bin\/x needs libx\.so\.1/,
      /\/opt\/x\/libx\.so\.1 is in no folder where the loader searches/,
    ],
    [
      "another version of a library",
      [linked("usr/bin/x", "libz.so.0.9")],
      /\/usr\/bin\/x needs libz\.so\.0\.9/,
      /there is only libz\.so\.1$/,
    ],
    [
      "a library's bytes",
      [{ path: `${lib}/libc.so.6`, content: "" }],
      /\/usr\/bin\/sh needs libc\.so\.6, and .*\/libc\.so\.6 is no ELF file/,
      /layer 2 \(step 2\) wrote/,
    ],
    [
      "a library that never was",
      [linked("usr/bin/x", "libnever.so.1")],
      /\/usr\/bin\/x needs libnever\.so\.1/,
      /no layer ever had/,
    ],
    [
      "what a library's link leads to",
      [linked("usr/bin/x", "libz.so"), gone(`${lib}/libz.so.1`)],
      /\/usr\/bin\/x needs libz\.so,/,
      /layer 2 \(step 2\) deleted .*libz\.so\.1/,
    ],
    ["a link in a circle", [{ path: "usr/bin/loop", linkTarget: "loop" }], /loop leads to loop/, undefined],
  ])("finds %s missing", (_, layer, message, cause) => {
    const found = failures(makeTree([sound, layer], { env }))
    const said = found.filter((line) => message.test(line))
    expect(said, found.join("\n")).not.toEqual([])
    if (cause) expect(said[0]).toMatch(cause)
  })

  it("leaves a package's plugins and helpers what whoever loads or starts them has, and what nobody need install", () => {
    const files = [
      { path: "var/lib/dpkg/status", content: "Package: a\nStatus: install ok installed\nVersion: 1\n\n" },
      {
        path: "var/lib/dpkg/info/a.list",
        content:
          "/usr/lib/a/plugin.so\n/usr/lib/a/helper\n/usr/lib/a/link\n/usr/lib/a/other-link\n/usr/lib/a/own/libown.so.1\n/usr/bin/viewer\n/usr/bin/script\n",
      },
      { path: "usr/lib/a/plugin.so", content: makeElf({ needed: ["libown.so.1", "libsuggested.so.1"] }) },
      linked("usr/lib/a/helper", "libown.so.1"),
      { path: "usr/lib/a/own/libown.so.1", content: makeElf() },
      linked("usr/bin/viewer", "libown.so.1"),
      program("usr/bin/script", "#!/usr/bin/suggested\n"),
      // Somewhere else there is one of its name.
      program("opt/own/suggested", makeElf()),
      { path: "usr/lib/a/link", linkTarget: "other-link" },
      { path: "usr/lib/a/other-link", linkTarget: "../suggested/file" },
      { path: "usr/lib64/ld-linux-x86-64.so.2", content: makeElf() },
      { path: "lib64", linkTarget: "usr/lib64" },
    ]
    // What users start has to find its libraries itself.
    const viewer = "/usr/bin/viewer needs libown.so.1, which the loader does not find"
    expect(checkLibraries(makeTree([files], { env })).failures.map(({ message }) => message)).toEqual([viewer])
    expect(checkInterpreters(makeTree([files], { env })).failures).toEqual([])
    expect(checkLinks(makeTree([files], { env })).failures).toEqual([])
    const cut = makeTree([
      [...files, { path: "usr/lib/suggested/file", content: "x" }],
      [gone("usr/lib/suggested/file")],
    ])
    expect(checkLinks(cut).failures.map(({ message }) => message)).toEqual([
      "/usr/lib/a/link leads to other-link, which is not there",
      "/usr/lib/a/other-link leads to ../suggested/file, which is not there",
    ])
    const broken = makeTree([files, [gone("usr/lib/a/own/libown.so.1")]], { env })
    expect(checkLibraries(broken).failures).toHaveLength(3)
  })

  it("leaves a wheel the libraries that it loads if it can, and misses those that were there", () => {
    const site = "opt/venv/lib/python3.11/site-packages"
    const files = [
      { path: `${site}/audio-1.dist-info/METADATA`, content: "Metadata-Version: 2.1\nName: audio\nVersion: 1\n" },
      { path: `${site}/audio-1.dist-info/RECORD`, content: "audio/with_ffmpeg4.so,,\naudio-1.dist-info/METADATA,,\n" },
      { path: `${site}/audio/with_ffmpeg4.so`, content: makeElf({ needed: ["libavutil.so.56"] }) },
    ]
    expect(checkLibraries(makeTree([files])).failures).toEqual([])
    const own = { path: "usr/lib/x86_64-linux-gnu/libavutil.so.56", content: makeElf() }
    const cut = checkLibraries(makeTree([[...files, own], [gone(own.path)]])).failures
    expect(cut.map(({ message }) => message)).toEqual([
      `/${site}/audio/with_ffmpeg4.so needs libavutil.so.56, which the loader does not find`,
    ])
  })

  it("finds a diverted file where dpkg put it, and leaves Debian's own Python modules to dpkg", () => {
    const listed = (diversions: string): readonly string[] =>
      checkPackageFiles(
        makeTree([
          [
            { path: "var/lib/dpkg/info/mesa.list", content: "/usr/lib/libGL.so.1\n" },
            { path: "var/lib/dpkg/info/wrapper.list", content: "/usr/lib/libGL.so.2\n" },
            { path: "var/lib/dpkg/diversions", content: diversions },
            { path: "usr/lib/diverted/libGL.so.1", content: "x" },
            { path: "usr/lib/python3/dist-packages/x-1.dist-info/RECORD", content: "../scripts/x,,\n" },
          ],
        ]),
      ).failures.map(({ message }) => message)
    const always = "wrapper lists /usr/lib/libGL.so.2, which is not there"
    expect(listed("/usr/lib/libGL.so.1\n/usr/lib/diverted/libGL.so.1\nwrapper\n")).toEqual([always])
    expect(listed("")).toEqual(["mesa lists /usr/lib/libGL.so.1, which is not there", always])
  })

  it("takes no notice of what the host's driver brings, and of documentation", () => {
    const more = [
      program("usr/bin/gpu", makeElf({ needed: ["libcuda.so.1", "libnvidia-ml.so.1"] })),
      { path: "usr/share/doc/x", linkTarget: "../man/man1/x.1.gz" },
    ]
    expect(failures(makeTree([sound, more], { env }))).toEqual([])
  })

  it("finds what lost a permission that the baseline has", () => {
    const baseline = makeTree([[...sound, { path: "usr/bin/chsh", content: "x", mode: 0o4755 }]], { env })
    const changed = ["usr/bin/tool", "usr/bin/script", "usr/lib/tool"]
    const tree = makeTree(
      [
        [
          ...sound.filter(({ path }) => !changed.includes(path)),
          { path: "usr/bin/chsh", content: "x", mode: 0o755 },
          { path: "usr/bin/tool", content: "x", mode: 0o644 },
          { path: "usr/bin/script", content: "#!/usr/bin/env python3\n", mode: 0o711 },
        ],
      ],
      { env },
    )
    expect(checkPermissions(tree, factsOf(baseline)).failures.map(({ message }) => message)).toEqual([
      "/usr/bin/chsh has lost its set-user-ID or set-group-ID bit",
      "/usr/bin/tool has lost its permission to be run",
      "/usr/bin/script has lost the permission of others to read it",
    ])
    expect(checkPermissions(tree, undefined).failures).toEqual([])
  })

  it("finds permissions that nobody can do without, and folders that were closed", () => {
    const folder = (path: string, mode: number): FileEntry => ({ path, kind: "directory", mode })
    const files = (shared: number, sudo: number, library: number, opt: number) =>
      makeTree([
        [
          folder("tmp", shared),
          program("usr/bin/sudo", "x"),
          { path: "usr/bin/sudo", content: "x", mode: sudo },
          { path: `${lib}/liba.so.1`, content: makeElf(), mode: library },
          folder("opt", opt),
        ],
      ])
    const good = files(0o1777, 0o4755, 0o644, 0o755)
    expect(checkPermissions(good, undefined).failures).toEqual([])
    expect(
      checkPermissions(files(0o777, 0o755, 0o640, 0o700), factsOf(good)).failures.map(({ message }) => message),
    ).toEqual([
      "/tmp has mode 777 and not 1777: not everybody can write there, or anybody can delete",
      "/usr/bin/sudo has lost its set-user-ID or set-group-ID bit",
      `/${lib}/liba.so.1 has lost the permission of others to read it`,
      "/opt has lost the permission of others to enter it",
    ])
  })

  it("holds indexes against their folders, both ways", () => {
    const pixbuf = `${lib}/gdk-pixbuf-2.0/2.10.0`
    const modules = `${lib}/gio/modules`
    const files: readonly FileEntry[] = [
      { path: `${pixbuf}/loaders/libsvg.so`, content: "x" },
      { path: `${pixbuf}/loaders.cache`, content: `# made\n"/${pixbuf}/loaders/libsvg.so"\n"svg" 6 "x"\n` },
      { path: `${modules}/libgiognutls.so`, content: "x" },
      { path: `${modules}/giomodule.cache`, content: "libgiognutls.so: gio-tls-backend\n" },
      { path: "usr/share/ca-certificates/mozilla/a.crt", content: "x" },
      { path: "etc/ssl/certs/ca-certificates.crt", content: "x" },
    ]
    const said = (layer: readonly FileEntry[]) =>
      checkCaches(makeTree([files, layer])).failures.map(({ message, cause }) => `${message} <- ${cause}`)
    expect(said([])).toEqual([])
    expect(checkCaches(makeTree([files])).looked).toBe(3)
    expect(said([gone(`${pixbuf}/loaders/libsvg.so`), { path: `${pixbuf}/loaders/libwebp.so`, content: "x" }])).toEqual(
      [
        expect.stringMatching(
          /loaders\.cache names \/.*libsvg\.so, which is not there; .* <- layer 2 \(step 2\) deleted/,
        ),
        expect.stringMatching(/loaders\.cache does not name \/.*libwebp\.so, .* <- layer 2 \(step 2\) wrote/),
      ],
    )
    expect(said([gone(`${modules}/libgiognutls.so`), { path: `${modules}/libother.so`, content: "x" }])).toEqual([
      expect.stringMatching(/giomodule\.cache names libgiognutls\.so, which is not there; .* <- layer 2/),
    ])
    // Without it GIO reads the folder.
    expect(said([gone(`${modules}/giomodule.cache`)])).toEqual([])
    expect(said([gone("etc/ssl/certs/ca-certificates.crt")])).toEqual([
      expect.stringMatching(/no program trusts any server .* <- layer 2/),
    ])
  })

  it("finds locales that the environment asks for, in the archive and in folders", () => {
    const said = (files: readonly FileEntry[], ...env: readonly string[]) =>
      checkCaches(makeTree([files], { env })).failures.map(({ message }) => message)
    const archive = { path: "usr/lib/locale/locale-archive", content: "..\0en_US.utf8\0.." }
    expect(said([archive], "LANG=en_US.UTF-8", "LC_ALL=C.UTF-8", "LC_CTYPE=C")).toEqual([])
    expect(said([{ path: "usr/lib/locale/de_DE.utf8/LC_CTYPE", content: "x" }], "LANG=de_DE.UTF-8")).toEqual([])
    expect(said([archive], "LANG=de_DE.UTF-8")).toEqual([
      "LANG is de_DE.UTF-8, and there is no such locale: run localedef or locale-gen",
    ])
  })

  it.each<readonly [Capability, readonly string[], string]>([
    [
      "jit:triton",
      [
        "usr/bin/gcc",
        "usr/include/stdlib.h",
        `${lib}/crt1.o`,
        `${lib}/libc_nonshared.a`,
        "usr/include/python3.11/Python.h",
        "opt/ptxas",
      ],
      `${lib}/libc_nonshared.a`,
    ],
    [
      "jit:cupy",
      [
        "usr/include/cuda_fp16.h",
        "usr/include/cuda_runtime.h",
        `${lib}/libnvrtc.so.12`,
        `${lib}/libnvrtc-builtins.so.12.4`,
      ],
      "usr/include/cuda_fp16.h",
    ],
    [
      "jit:xla",
      ["usr/local/cuda/nvvm/libdevice/libdevice.10.bc", "usr/bin/ptxas"],
      "usr/local/cuda/nvvm/libdevice/libdevice.10.bc",
    ],
    [
      "notebook",
      ["usr/bin/jupyter", "usr/share/jupyter/kernels/python3/kernel.json"],
      "usr/share/jupyter/kernels/python3/kernel.json",
    ],
    ["compile", ["usr/bin/cc", "usr/include/stdlib.h", `${lib}/Scrt1.o`, `${lib}/libc_nonshared.a`], "usr/bin/cc"],
    [
      "desktop",
      ["usr/bin/dbus-launch", "etc/fonts/fonts.conf", "usr/share/glib-2.0/schemas/gschemas.compiled"],
      "etc/fonts/fonts.conf",
    ],
  ])("knows what %s needs", (capability, paths, removed) => {
    const files = paths.map((path) => program(path, "x"))
    expect(checkCapabilities(makeTree([files], { env }), [capability]).failures).toEqual([])
    const [failure, ...others] = checkCapabilities(makeTree([files, [gone(removed)]], { env }), [capability]).failures
    expect(others).toEqual([])
    expect(failure?.message).toContain(removed.slice(removed.lastIndexOf("/") + 1))
    expect(failure?.cause).toBe(`layer 2 (step 2) deleted /${removed}`)
  })
})
