import { apt, defineVariants, desktop, image, node, npmGlobals, npmSets, type OsName, python } from "strata-images"

/** Which CUDA each distribution offers; who owns it follows from where it comes from. */
const cudaFor = {
  "ubuntu22.04": { version: "12.1.1", cudnn: 8, owner: "base-image" },
  debian12: { version: "11.8.0", owner: "apt" },
  debian13: { version: "12.4.1", owner: "apt" },
} as const

type CarbonOs = keyof typeof cudaFor

/** Command-line tools that every variant has. */
const tools = [
  "ca-certificates",
  "curl",
  "git",
  "jq",
  "less",
  "openssh-client",
  "procps",
  "tmux",
  "wget",
  "xz-utils",
] as const

/** What `minimal` adds to `server`: terminal comforts and headless graphics, no desktop. */
const comforts = [
  "bash-completion",
  "ffmpeg",
  "fontconfig",
  "fonts-dejavu-core",
  "htop",
  "libegl1",
  "libgl1",
  "libgl1-mesa-dri",
  "nano",
  "ripgrep",
  "rsync",
  "sudo",
  "unzip",
  "vim-tiny",
  "xauth",
  "zip",
] as const

/**
 * carbon-base. The variants are written so that each is a prefix of the next: server, minimal, desktop. What all
 * three have comes first, so they share its layers and a build of all three does it once.
 */
export default defineVariants(
  ["desktop", "minimal", "server"],
  (variant, os) =>
    image("carbon-base", { os, variant })
      .cuda(cudaFor[os as CarbonOs])
      .build(apt("build-essential", "cmake", "git", "ninja-build"))
      .with(apt(...tools), python(), node({ major: 22 }), npmGlobals(npmSets.essential))
      .when(["minimal", "desktop"], apt(...comforts))
      .when("desktop", desktop.cinnamon({ apps: appsFor(os) }))
      .user("carbon", { uid: 1000 }),
  {
    os: ["ubuntu22.04", "debian12", "debian13"],
    tags: { desktop: "latest-gpu", minimal: "latest-gpu-minimal", server: "latest-gpu-server" },
  },
)

/** Ubuntu's firefox is a snap, which no image can run. */
function appsFor(os: OsName): readonly ("firefox" | "tilix")[] {
  return os.startsWith("ubuntu") ? ["tilix"] : ["firefox", "tilix"]
}
