import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildImage } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import type { Engine } from "../../lib/engine/types.ts"
import { apt, env, image, node, npmGlobals, python, run, venv } from "../../lib/index.ts"
import {
  hasFailures,
  type Subject,
  type Verification,
  type VerifyOptions,
  verifyImage,
} from "../../lib/verify/index.ts"
import { canBuild, whyNot } from "../support/can-build.ts"
import { breakages } from "./verify-breakages.ts"

/** Parts of CUDA as far as names go, a library with versions of symbols and a program that asks for them, a locale. */
const prepared = `set -e
localedef -i en_US -f UTF-8 en_US.UTF-8
mkdir -p /usr/local/cuda/lib64 /usr/local/cuda/include /opt/prepared
cd /opt/prepared
for name in cudnn.so.9 cudnn_graph.so.9 cudnn_ops.so.9 cudnn_cnn.so.9 cudnn_adv.so.9 cudnn_heuristic.so.9 \\
  cudnn_engines_precompiled.so.9 cudnn_engines_runtime_compiled.so.9 nvrtc.so.12 nvrtc-builtins.so.12.4; do
  echo | gcc -shared -x c - -Wl,-soname,lib$name -o /usr/local/cuda/lib64/lib$name
done
touch /usr/local/cuda/include/cuda_fp16.h /usr/local/cuda/include/cuda_runtime.h
echo /usr/local/cuda/lib64 > /etc/ld.so.conf.d/cuda.conf
printf 'int one(void) { return 1; }\\nint two(void) { return 2; }\\n' > ver.c
printf 'VER_1 { one; };\\nVER_2 { two; };\\n' > new.map
printf 'VER_1 { one; two; };\\n' > old.map
gcc -shared ver.c -Wl,--version-script=new.map -Wl,-soname,libver.so.1 -o /usr/local/lib/libver.so.1
gcc -shared ver.c -Wl,--version-script=old.map -Wl,-soname,libver.so.1 -o /opt/prepared/libver.so.1
printf 'int two(void);\\nint main(void) { return two() - 2; }\\n' | gcc -x c - -x none /usr/local/lib/libver.so.1 -o /usr/local/bin/ver
ldconfig`

const sound = () =>
  image("strata-test-verify", { os: "debian12" }).with(
    apt(
      "ca-certificates",
      "curl",
      "glib-networking",
      "gsettings-desktop-schemas",
      "jq",
      "l3afpad",
      "less",
      "libglib2.0-bin",
      "librsvg2-common",
      "libsoup2.4-1",
      "locales",
      "perl",
      "shared-mime-info",
      "sudo",
    ),
    apt({ packages: ["gcc", "libc6-dev"], because: "the capability 'compile' is verified" }),
    python(),
    venv({ packages: ["django==5.2", "idna==3.11", "numpy==2.3.5"] }),
    node({ major: 24 }),
    npmGlobals({ semver: "7.7.3", which: "5.0.0" }),
    run(prepared),
    env({ LANG: "en_US.UTF-8" }),
  )

const options: VerifyOptions = {
  commands: ["jq --version", "curl --version", "ver", "/opt/venv/bin/python3 -c 'import idna'", "semver 1.2.3"],
  capabilities: ["jit:cupy", "compile"],
}

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
    const damaged = breakages.reduce((built, { command }) => built.with(run(command)), sound())
    const bad = await subject("strata-test-verify:broken", damaged)
    untouched = await verifyImage(baseline, options)
    broken = await verifyImage(bad, { ...options, baseline })
    await bad.image.close()
  })

  afterAll(async () => {
    await baseline?.image.close()
    await engine?.docker(["image", "rm", "strata-test-verify:sound", "strata-test-verify:broken"])
  })

  it("finds nothing wrong with an image of Debian's packages, a venv, npm's commands and a GTK program", () => {
    expect(untouched.checks.flatMap(({ failures }) => failures)).toEqual([])
    expect(hasFailures(untouched)).toBe(false)
    const looked = Object.fromEntries(untouched.checks.map(({ check, looked }) => [check, looked]))
    expect(looked).toMatchObject({ commands: options.commands?.length, "desktop-entries": 1 })
    const idle = Object.keys(looked).filter((check) => looked[check] === 0)
    expect(idle).toEqual(["features", "desktop-starts"])
    expect(looked.libraries).toBeGreaterThan(300)
  })

  it.each(breakages)("finds what is broken: $what", ({ command, message, cause }) => {
    const failures = broken.checks.flatMap(({ failures }) => failures)
    const found = failures.filter((failure) => message.test(failure.message))
    expect(found, failures.map((failure) => failure.message).join("\n")).not.toEqual([])
    expect(String(found[0]?.cause), command).toMatch(cause ?? /^layer \d+ \(.*\) deleted /)
  })

  it("says nothing against an image that is its own baseline", async () => {
    const same = await verifyImage(baseline, { ...options, baseline })
    expect(hasFailures(same)).toBe(false)
  })
})
