/** What an image can do beyond running what is linked: each needs files that no ELF header names. */
export const capabilities = ["jit:triton", "jit:cupy", "jit:xla", "notebook", "compile", "desktop"] as const
export type Capability = (typeof capabilities)[number]

/** One thing a capability needs: a command on PATH, or a file of one of these names anywhere. */
export type Need =
  | { readonly kind: "command"; readonly anyOf: readonly string[]; readonly why: string }
  | { readonly kind: "file"; readonly anyOf: readonly string[]; readonly why: string }

const cCompiler: readonly Need[] = [
  { kind: "command", anyOf: ["gcc", "cc", "clang"], why: "code is compiled with the system's C compiler" },
  { kind: "file", anyOf: ["stdlib.h"], why: "the C library's headers (Debian: libc6-dev)" },
  { kind: "file", anyOf: ["crt1.o", "Scrt1.o"], why: "what every program begins with (Debian: libc6-dev)" },
  { kind: "file", anyOf: ["libc_nonshared.a"], why: "the part of glibc that is always linked statically" },
]

/*
 * Each need was somebody's broken image:
 * - Triton without a compiler: github.com/sgl-project/sglang/issues/1067; `*.a` deleted and with it libc_nonshared.a:
 *   github.com/open-edge-platform/physical-ai-studio/pull/583. Its launchers include Python.h.
 * - CuPy without CUDA's headers: github.com/NVIDIA/cuda-quantum/pull/5111.
 * - XLA without libdevice: github.com/tensorflow/tensorflow/issues/58681.
 */
export const needs: Readonly<Record<Capability, readonly Need[]>> = {
  compile: cCompiler,
  "jit:triton": [
    ...cCompiler,
    { kind: "file", anyOf: ["Python.h"], why: "Triton compiles launchers against Python (Debian: libpython3-dev)" },
    { kind: "file", anyOf: ["ptxas"], why: "Triton assembles PTX with it; its wheel brings one" },
  ],
  "jit:cupy": [
    { kind: "file", anyOf: ["cuda_fp16.h"], why: "CuPy's kernels include CUDA's headers" },
    { kind: "file", anyOf: ["cuda_runtime.h"], why: "CuPy's kernels include CUDA's headers" },
    {
      kind: "file",
      anyOf: ["libnvrtc.so.11.2", "libnvrtc.so.12", "libnvrtc.so.13"],
      why: "CuPy compiles with NVRTC; what that opens is seen by the check dlopen",
    },
  ],
  "jit:xla": [
    { kind: "file", anyOf: ["libdevice.10.bc"], why: "XLA links device functions from it" },
    { kind: "file", anyOf: ["ptxas"], why: "XLA assembles PTX with it" },
  ],
  notebook: [
    { kind: "command", anyOf: ["jupyter", "jupyter-lab", "jupyter-notebook"], why: "what serves the notebook" },
    { kind: "file", anyOf: ["kernel.json"], why: "the kernel's description, without which none can be started" },
  ],
  desktop: [
    { kind: "command", anyOf: ["dbus-launch", "dbus-run-session"], why: "desktop programs speak over D-Bus" },
    { kind: "file", anyOf: ["fonts.conf"], why: "fontconfig's rules, without which there is no text" },
    { kind: "file", anyOf: ["gschemas.compiled"], why: "settings of GTK programs" },
  ],
}
