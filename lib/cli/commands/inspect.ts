import type { CommandSpec } from "../command.ts"
import {
  engineOption,
  jsonOption,
  noCacheOption,
  osOption,
  profileOption,
  quietOption,
  variantOption,
} from "./options.ts"

export const inspect: CommandSpec = {
  name: "inspect",
  summary: "say where every byte of an image is, whose it is, and what can go",
  args: [
    {
      name: "<image>",
      description:
        "name in strata.config.ts, image in the engine, registry:NAME, oci:DIR, docker-archive:FILE; a folder or file as it is; FILE.ledger",
    },
  ],
  options: [
    variantOption,
    osOption,
    profileOption,
    { flags: "--top <n>", description: "lines of each table (default: 10)" },
    {
      flags: "--contents",
      description: "also read what files hold: equal files at several paths, CUDA libraries, GPU code",
    },
    {
      flags: "--gpu <arch>",
      description: "a GPU the image has to serve, such as sm_86; code for others is waste (means --contents)",
      repeatable: true,
    },
    { flags: "--tui", description: "walk through folders, layers, packages and waste on the terminal" },
    jsonOption,
    { flags: "--markdown", description: "print Markdown, for a pull request" },
    { flags: "--html <file>", description: "also write a page to explore the image with; it needs no network" },
    { flags: "--sbom <kind>", description: "print the list of packages", choices: ["cyclonedx", "spdx"] },
    { flags: "--metrics <file>", description: "also write the sizes as OpenMetrics" },
    {
      flags: "--ledger <file>",
      description:
        "also write all of it to FILE.ledger, which inspect, diff, check and history read instead of the image",
    },
    {
      flags: "--platform <os/arch>",
      description: "which image of an index (default: this machine's), or of a definition (default: its first)",
    },
    noCacheOption,
    engineOption,
    quietOption,
  ],
  examples: [
    ["strata inspect base --variant=server", "an image that was built here, traced to the lines of its definition"],
    ["strata inspect carbon-base:latest-gpu-server", "any image in the engine"],
    ["strata inspect carbon-base:latest-gpu-server --tui", "walk through it"],
    ["strata inspect docker-archive:image.tar --html=image.html", "anybody's image, as a page to explore"],
    ["strata inspect oci:dist --contents --gpu=sm_86", "also equal files, CUDA libraries and code for other GPUs"],
  ],
  action: async () => (await import("../actions/inspect.ts")).inspectAction,
}
