import { apt, type Component, copyFromStage, defineComponent, defineStep, env, file, type Step } from "strata-images"
import { raw, type ShellText, sh } from "../../../../lib/shell/index.ts"
import list from "../../lists/cuda-toolkit.json" with { type: "json" }
import type { Contribution, LegacyOs, Setting } from "../contribution.ts"
import { byHand } from "./by-hand.ts"
import { pythonClient } from "./client.ts"

const prefix = `/usr/local/cuda-${list.version}`

/** NVIDIA's wheels laid out as the toolkit: each holds its part of `bin`, `include`, `lib` and `nvvm`. */
function fromWheels(packages: readonly string[]): readonly ShellText[] {
  return [
    sh`python3 -m pip install --no-cache-dir --disable-pip-version-check --no-deps --only-binary=:all: \
  --target /tmp/cuda ${packages}`,
    sh`mkdir -p ${prefix}`,
    sh`for part in /tmp/cuda/nvidia/*/; do cp -al "$part". ${prefix}/; done`,
    sh`rm -rf /tmp/cuda ${prefix}/__init__.py ${prefix}/__pycache__`,
    sh`ln -s lib ${prefix}/lib64`,
  ]
}

function fromInstaller(): readonly ShellText[] {
  return [
    sh`wget -q -O /tmp/cuda.run ${list.installer}`,
    sh`sh /tmp/cuda.run --silent --toolkit --override --toolkitpath=${prefix}`,
    raw("rm /tmp/cuda.run"),
  ]
}

function install(os: LegacyOs, full: boolean): readonly ShellText[] {
  if (os === "ubuntu22.04" && full) return fromInstaller()
  return fromWheels(full ? [...list.libraries, ...list.rest] : list.libraries)
}

/** Where programs and the loader find it. */
function announce(): readonly Step[] {
  return [
    file("/etc/ld.so.conf.d/cuda-by-hand.conf", `${prefix}/lib64\n`),
    defineStep("ldconfig", byHand([raw("ldconfig")])),
    env({ PATH: `${prefix}/bin:\${PATH}` }),
  ]
}

/** The same made in a builder stage: of it only the libraries are copied. */
function fromBuilder(os: LegacyOs, full: boolean): Component {
  return defineComponent("CUDA toolkit by hand", {
    stage: "toolkit",
    from: "base",
    build: [
      apt("ca-certificates", "python3-pip", "wget"),
      defineStep(
        "CUDA toolkit by hand",
        byHand(
          [
            ...install(os, full),
            // Both layouts: the installer's `targets/...`, to which lib64 is a link, and the wheels'.
            sh`mkdir -p ${`/out/toolkit${prefix}`}`,
            sh`cp -aL ${`${prefix}/lib64`} ${`/out/toolkit${prefix}/lib64`}`,
            sh`find /out/toolkit -name ${"*.a"} -delete`,
          ],
          { client: pythonClient },
        ),
      ),
    ],
    survive: [copyFromStage("toolkit", [{ from: "/out/toolkit/", to: "/" }]), ...announce()],
  })
}

/** The second CUDA, as the plan found it at "line 333", or as the only one of its option B. */
export function toolkit({ os, strategies: { cuda, split } }: Setting): Contribution {
  if (cuda === "base" || cuda === "owner") return {}
  const full = cuda === "two"
  if (split) return { runtime: [fromBuilder(os, full)] }
  const pip = cuda === "components" || os === "debian12" ? [apt("python3-pip")] : []
  return {
    runtime: [
      ...pip,
      defineStep("CUDA toolkit by hand", byHand(install(os, full), { client: pythonClient })),
      ...announce(),
    ],
  }
}
