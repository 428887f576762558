import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildImage } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import type { Engine } from "../../lib/engine/types.ts"
import { apt, image, python, run, venv } from "../../lib/index.ts"
import { hasFailures, type Subject, type Verification, verifyImage } from "../../lib/verify/index.ts"
import { canBuild, whyNot } from "../support/can-build.ts"

/** What breaks the image, and what of it has to be said; all in one image, each in a layer of its own. */
const breakages: readonly (readonly [what: string, command: string, said: RegExp])[] = [
  ["a library", "rm /usr/lib/x86_64-linux-gnu/libjq.so.1*", /jq needs libjq\.so\.1/],
  ["a library of a library", "rm /usr/lib/x86_64-linux-gnu/libnghttp2.so.14*", /libcurl.* needs libnghttp2\.so\.14/],
  ["a library's link", "rm /usr/lib/x86_64-linux-gnu/libbrotlidec.so.1", /needs libbrotlidec\.so\.1/],
  ["a library cut short", "truncate -s 3000 /usr/lib/x86_64-linux-gnu/libpsl.so.5.*", /libpsl.* is damaged/],
  ["an interpreter", "rm /usr/bin/perl", /is run by \/usr\/bin\/perl/],
  [
    "a script's first line",
    "printf '#!/opt/none -x\\n' > /usr/local/bin/tool && chmod 755 /usr/local/bin/tool",
    /tool is run by \/opt\/none/,
  ],
  ["set-user-ID", "chmod u-s /usr/bin/sudo", /sudo has lost its set-user-ID/],
  ["permission to run", "chmod a-x /usr/bin/less", /less has lost its permission/],
  ["a link's target", "ln -s /opt/nowhere /usr/local/bin/there", /there leads to \/opt\/nowhere/],
  ["a link in a circle", "ln -s round /usr/local/bin/round", /round leads to round/],
  ["a module of Python", "rm /usr/lib/python3.11/xmlrpc/client.py", /libpython3\.11-\w+.* lists .*xmlrpc\/client\.py/],
  ["a file of a wheel", "rm /opt/venv/lib/python3.11/site-packages/idna/core.py", /idna.* lists .*idna\/core\.py/],
  ["an import", "true", /cannot import idna/],
  ["compiled schemas", "rm /usr/share/glib-2.0/schemas/gschemas.compiled", /gschemas\.compiled is missing/],
  ["MIME types", "rm /usr/share/mime/mime.cache", /mime\.cache is missing/],
  [
    "a library that ldconfig has not seen",
    "mkdir /opt/lib && cp /usr/lib/x86_64-linux-gnu/libtinfo.so.6 /opt/lib/ && rm /usr/lib/x86_64-linux-gnu/libtinfo.so.6* && echo /opt/lib > /etc/ld.so.conf.d/own.conf",
    /needs libtinfo\.so\.6/,
  ],
  [
    "a menu's program",
    "mkdir -p /usr/share/applications && printf '[Desktop Entry]\\nExec=nothing %%U\\n' > /usr/share/applications/x.desktop",
    /x\.desktop starts nothing/,
  ],
  ["a command", "true", /'jq --version' ended with exit code 127/],
]

const sound = () =>
  image("strata-test-verify", { os: "debian12" }).with(
    apt(
      "curl",
      "gsettings-desktop-schemas",
      "jq",
      "less",
      "libglib2.0-0",
      "libglib2.0-bin",
      "perl",
      "shared-mime-info",
      "sudo",
    ),
    python(),
    venv({ packages: ["idna==3.11"] }),
  )

const commands = ["jq --version", "curl --version", "/opt/venv/bin/python3 -c 'import idna'"]

describe.skipIf(!canBuild)(`verify ${whyNot}`, () => {
  let engine: Engine
  let baseline: Subject
  let broken: Verification
  let untouched: Verification

  async function subject(tag: string, definition: { toImage(): Parameters<typeof buildImage>[0] }): Promise<Subject> {
    await buildImage(definition.toImage(), { engine: "embedded", tags: [tag], contextDirectory: process.cwd() })
    const run: Subject["run"] = ([program = "", ...args]) =>
      engine.run(tag, args, { stdio: "capture", entrypoint: program })
    return { ref: tag, image: await engine.images.open(tag), run }
  }

  beforeAll(async () => {
    engine = await openEngine({ choice: "embedded", store: "classic" })
    baseline = await subject("strata-test-verify:sound", sound())
    const damaged = breakages.reduce((built, [, command]) => built.with(run(command)), sound())
    const bad = await subject("strata-test-verify:broken", damaged)
    untouched = await verifyImage(baseline, { commands })
    broken = await verifyImage(bad, { baseline, commands })
    await bad.image.close()
  })

  afterAll(async () => {
    await baseline?.image.close()
    await engine?.docker(["image", "rm", "strata-test-verify:sound", "strata-test-verify:broken"])
  })

  it("finds nothing wrong with an image of Debian's packages and a venv", () => {
    expect(untouched.checks.flatMap(({ failures }) => failures)).toEqual([])
    expect(hasFailures(untouched)).toBe(false)
    const looked = Object.fromEntries(untouched.checks.map(({ check, looked }) => [check, looked]))
    expect(looked).toMatchObject({ commands: 3 })
    expect(looked["python-imports"]).toBeGreaterThan(0)
    expect(looked.libraries).toBeGreaterThan(100)
  })

  it.each(breakages)("finds what is broken: %s", (_, command, said) => {
    const failures = broken.checks.flatMap(({ failures }) => failures)
    const found = failures.filter(({ message }) => said.test(message))
    expect(found, failures.map(({ message }) => message).join("\n")).not.toEqual([])
    // Whatever was deleted is known with the layer that did it.
    if (command.startsWith("rm "))
      expect(found[0]?.cause).toMatch(/^layer \d+ \(.*\) deleted |ModuleNotFound|FileNotFound/)
  })

  it("says nothing against an image that is its own baseline", async () => {
    const same = await verifyImage(baseline, { baseline, commands })
    expect(hasFailures(same)).toBe(false)
  })
})
