import type { CommandSpec } from "../command.ts"
import { jsonOption } from "./options.ts"

const store = {
  flags: "--store <name>",
  description: "which of its two stores (default: classic)",
  choices: ["classic", "containerd"],
} as const

export const engine: CommandSpec = {
  name: "engine",
  summary: "start, stop and look at the embedded engine",
  examples: [
    ["strata engine status", "what runs and how much disk it takes"],
    ["strata engine down --purge", "stop it and remove everything it has"],
  ],
  commands: [
    {
      name: "up",
      summary: "start it; made first if need be",
      options: [store],
      examples: [["strata engine up", "start it before the first build"]],
      action: async () => (await import("../actions/engine.ts")).engineUpAction,
    },
    {
      name: "down",
      summary: "stop it",
      options: [{ flags: "--purge", description: "also remove its images, caches, bases and its own files" }],
      examples: [["strata engine down", "stop it; images and caches stay"]],
      action: async () => (await import("../actions/engine.ts")).engineDownAction,
    },
    {
      name: "status",
      summary: "what runs and how much disk it takes",
      options: [jsonOption],
      examples: [["strata engine status --json", "the same for programs"]],
      action: async () => (await import("../actions/engine.ts")).engineStatusAction,
    },
    {
      name: "docker",
      summary: "run the engine's own docker client",
      args: [{ name: "[arguments...]", description: "arguments for docker, after --" }],
      options: [store],
      examples: [["strata engine docker -- image ls", "list the images in the engine"]],
      action: async () => (await import("../actions/engine.ts")).engineDockerAction,
    },
  ],
}
