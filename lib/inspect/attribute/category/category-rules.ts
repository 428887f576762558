import type { Category } from "../../../ledger/ledger.ts"

/** Paths that are for one thing, in the language of `PathRules`. */
export interface CategoryRule {
  readonly category: Category
  /** Why, and where it is written. */
  readonly why: string
  readonly paths: readonly string[]
}

/** Libraries of CUDA and what stands on it, by SONAME: what NVIDIA's redistributable archives and wheels hold. */
const gpuLibraries = [
  ...["libcuda", "libcudart", "libcublas", "libcudnn", "libcufft", "libcurand", "libcusolver", "libcusparse"],
  ...["libcufile", "libcupti", "libcutensor", "libcutlass", "libcudss", "libcupy", "libnccl", "libnpp", "libnvrtc"],
  ...["libnvJitLink", "libnvjitlink", "libnvToolsExt", "libnvjpeg", "libnvblas", "libnvinfer", "libnvonnxparser"],
  ...["libnvshmem", "libnvvm", "libnvptxcompiler", "libnvfatbin", "libnvidia", "libnvcuvid", "libnvperf"],
  ...["libtorch_cuda", "libc10_cuda", "libcaffe2_nvrtc", "libonnxruntime_providers_cuda"],
  ...["libonnxruntime_providers_tensorrt", "libtensorflow_cc", "libcupoch", "libmagma", "libvtkCUDA"],
] as const

const pythonRoots = ["site-packages", "dist-packages"] as const

/**
 * What paths are for. The first rule that fits counts, so what can be done without comes before what a file is, and
 * folders that say little come last.
 */
export const categoryRules: readonly CategoryRule[] = [
  {
    category: "version-control",
    why: "a repository's own files, of no use to what was checked out from it",
    paths: ["**/.git/**", "**/.hg/**", "**/.svn/**", "**/.bzr/**"],
  },
  {
    category: "package-lists",
    why: "indexes of archives, fetched anew by every update",
    paths: [
      "var/lib/apt/lists/**",
      "var/cache/apt/*.bin", // apt-cache(8): pkgcache.bin and srcpkgcache.bin
      "var/cache/dnf/**",
      "var/cache/yum/**",
      "var/cache/libdnf5/**",
      "var/cache/zypp/**",
      "var/cache/apk/**",
      "var/lib/command-not-found/**",
      "var/lib/swcatalog/**",
      "var/cache/swcatalog/**",
      "var/lib/app-info/**",
    ],
  },
  {
    category: "package-archive",
    why: "packages as they were fetched; installing unpacks them",
    paths: [
      "var/cache/apt/archives/**",
      "**/*.deb",
      "**/*.rpm",
      "**/*.whl",
      "**/*.apk",
      "**/*.conda",
      // conda keeps archives and unpacked packages in `pkgs` of its base prefix (docs: conda clean).
      ...["conda", "miniconda*", "anaconda*", "miniforge*", "mambaforge*", "micromamba", ".conda", ".mamba"].map(
        (base) => `**/${base}/pkgs/**`,
      ),
      "**/.yarn/cache/**",
    ],
  },
  {
    category: "package-database",
    why: "what package managers know of what they installed",
    paths: [
      "var/lib/dpkg/**",
      "var/lib/apt/**",
      "var/lib/rpm/**",
      "usr/lib/sysimage/rpm/**",
      "var/lib/dnf/**",
      "var/lib/pacman/**",
      "lib/apk/**",
      "usr/lib/apk/**",
      "**/conda-meta/**",
      "**/*.dist-info/RECORD",
      "**/*.dist-info/INSTALLER",
      "**/.package-lock.json", // npm: the hidden lockfile of a node_modules
    ],
  },
  {
    category: "cache",
    why: "made again when it is missing: XDG Base Directory ($XDG_CACHE_HOME), FHS 5.5 /var/cache, tools' own folders",
    paths: [
      "**/.cache/**",
      "var/cache/**",
      "root/.npm/**",
      "home/*/.npm/**",
      "**/_cacache/**",
      "**/.ccache/**",
      "**/.gradle/caches/**",
      "**/.m2/repository/**",
      "**/.cargo/registry/**",
      "usr/local/cargo/registry/**",
      "root/go/pkg/mod/cache/**",
      "go/pkg/mod/cache/**",
      "**/.nv/ComputeCache/**",
      "**/.mypy_cache/**",
      "**/.pytest_cache/**",
      "**/.ruff_cache/**",
      "**/.triton/cache/**",
      "**/icon-theme.cache",
    ],
  },
  {
    category: "log",
    why: "FHS 5.10 /var/log, and what tools leave beside it",
    paths: ["var/log/**", "**/npm-debug.log", "**/_logs/**"],
  },
  {
    category: "temporary",
    why: "FHS 3.18 /tmp, 5.15 /var/tmp",
    paths: ["tmp/**", "var/tmp/**", "run/**", "var/run/**"],
  },
  {
    category: "debug-symbols",
    why: "GDB's places for separate debug files; breakpad's and MSVC's formats",
    paths: ["usr/lib/debug/**", "**/*.debug", "**/*.dSYM/**", "**/*.pdb", "**/*.dwo", "**/*.dwp"],
  },
  {
    category: "manual-page",
    why: "FHS 4.11.6, and `share/man` of other prefixes; GNU info",
    paths: ["usr/share/man/**", "usr/local/share/man/**", "usr/local/man/**", "**/share/man/**", "**/share/info/**"],
  },
  {
    category: "locale",
    why: "translations: gettext's and glibc's places, compiled catalogues, Chromium's and Electron's packs",
    paths: [
      "usr/share/locale/**",
      "usr/share/locale-langpack/**",
      "usr/lib/locale/**",
      "usr/share/i18n/**",
      "usr/lib/*/locales/*.pak",
      "**/locales/*.pak",
      "**/share/locale/**",
      "**/LC_MESSAGES/**",
      "**/*.mo",
      "**/*.qm",
    ],
  },
  {
    category: "documentation",
    why: "FHS 4.11 /usr/share/doc, and `share/doc` of other prefixes; help systems",
    paths: [
      "usr/share/doc/**",
      "usr/share/doc-base/**",
      "usr/share/gtk-doc/**",
      "usr/share/help/**",
      "usr/share/gnome/help/**",
      "usr/share/lintian/**",
      "usr/share/bug/**",
      "usr/share/texmf/doc/**",
      "usr/share/texlive/texmf-dist/doc/**",
      "**/share/doc/**",
      "**/share/gtk-doc/**",
      "**/share/help/**",
    ],
  },
  {
    category: "test",
    why: "tests and their data inside installed modules; programs do not load them",
    paths: [
      ...pythonRoots.flatMap((root) => [`**/${root}/tests/**`, `**/${root}/test/**`]),
      // CPython's own, and its modules' (PEP 397's sibling "test" package): python3.x/test, */tests.
      "**/lib/python3*/test/**",
      "**/lib/python3*/idlelib/idle_test/**",
      "**/lib/python3*/lib2to3/tests/**",
      "**/__tests__/**",
      "**/testdata/**",
      "**/*_test.go",
    ],
  },
  {
    category: "python-bytecode",
    why: "compiled again from the module when it is missing (PEP 3147)",
    paths: ["**/__pycache__/**", "**/*.pyc", "**/*.pyo"],
  },
  {
    category: "source-map",
    why: "read by debuggers only",
    paths: ["**/*.js.map", "**/*.mjs.map", "**/*.cjs.map", "**/*.css.map", "**/*.ts.map", "**/*.mts.map"],
  },
  {
    category: "gpu-library",
    why: "CUDA's libraries and those that hold device code, wherever they come from",
    paths: gpuLibraries.flatMap((name) => [`**/${name}*.so`]),
  },
  {
    category: "static-archive",
    why: "read by linkers only",
    paths: ["**/*.a", "**/*.la", "**/*.lib"],
  },
  {
    category: "model",
    why: "weights: formats that hold nothing else",
    paths: [
      ...["safetensors", "gguf", "ggml", "onnx", "pt", "pth", "ckpt", "tflite", "caffemodel", "mlmodel", "engine"].map(
        (extension) => `**/*.${extension}`,
      ),
      "**/pytorch_model*.bin",
      "**/diffusion_pytorch_model*.bin",
    ],
  },
  {
    category: "font",
    why: "font formats",
    paths: ["ttf", "otf", "ttc", "woff", "woff2", "pfb", "afm", "pcf"]
      .map((extension) => `**/*.${extension}`)
      .concat("usr/share/fonts/**"),
  },
  {
    category: "icon",
    why: "freedesktop.org icon theme specification",
    paths: ["usr/share/icons/**", "usr/share/pixmaps/**", "usr/local/share/icons/**", "**/share/icons/**"],
  },
  {
    category: "library",
    why: "ELF shared objects, and Node's, the JVM's and Windows' equivalents",
    paths: ["**/*.so", "**/*.node", "**/*.jar", "**/*.dylib", "**/*.dll", "**/*.ko", "**/*.pak"],
  },
  {
    category: "header",
    why: "read by compilers only",
    paths: [
      "usr/include/**",
      "usr/local/include/**",
      "**/include/**",
      ...["h", "hh", "hpp", "hxx", "h++", "inl", "cuh", "pxd", "f90"].map((extension) => `**/*.${extension}`),
    ],
  },
  {
    category: "node-module",
    why: "whatever else npm installs, and Debian's packages of it",
    paths: ["**/node_modules/**", "usr/share/nodejs/**", "usr/lib/nodejs/**"],
  },
  {
    category: "data",
    why: "formats of data sets",
    paths: ["csv", "tsv", "parquet", "feather", "arrow", "h5", "hdf5", "npy", "npz", "tfrecord", "sqlite3", "mat"].map(
      (extension) => `**/*.${extension}`,
    ),
  },
  {
    category: "python-module",
    why: "whatever else is where Python imports from",
    paths: [...pythonRoots.map((root) => `**/${root}/**`), "**/lib/python3*/**", "**/lib/python2*/**", "**/*.py"],
  },
  {
    category: "program",
    why: "FHS 3.4, 3.16, 4.4 (bin, sbin), 4.7 (libexec)",
    paths: ["**/bin/**", "**/sbin/**", "**/libexec/**", "usr/games/**"],
  },
  {
    category: "configuration",
    why: "FHS 3.7 /etc",
    paths: ["etc/**", "**/etc/**"],
  },
  {
    category: "data",
    why: "FHS 4.11: what does not depend on the processor",
    paths: ["usr/share/**", "usr/local/share/**", "**/share/**"],
  },
]

/** All patterns in their order, each with its category. */
export const categoryPatterns = categoryRules.flatMap(({ category, paths }) =>
  paths.map((path) => ({ category, path })),
)
