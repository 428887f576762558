import type { CommandSpec } from "../command.ts"
import {
  buildEngineOption,
  jsonOption,
  osOption,
  platformsOption,
  profileOption,
  progressOption,
  quietOption,
  variantOption,
} from "./options.ts"

export const build: CommandSpec = {
  name: "build",
  summary: "build an image and account for its bytes",
  args: [{ name: "<image>", description: "name in strata.config.ts, or path of a module that exports an image" }],
  options: [
    variantOption,
    osOption,
    platformsOption,
    profileOption,
    {
      flags: "--all-variants",
      description: "build every variant, the smallest first, so that each reuses the one before",
    },
    buildEngineOption,
    {
      flags: "--builder <names>",
      description: "buildx builders that do the work, e.g. a,b; several variants are spread over them; may be repeated",
      repeatable: true,
    },
    {
      flags: "--dagger-host <address>",
      description: "with --engine=dagger: the engine's address, e.g. tcp://HOST:PORT, unix://PATH, kube-pod://POD",
    },
    {
      flags: "--store <name>",
      description: "image store of the engine (default: classic, or containerd where a cache is moved)",
      choices: ["classic", "containerd"],
    },
    { flags: "--tag <name>", description: "name of the result in the engine; may be repeated", repeatable: true },
    { flags: "--output <spec>", description: "also write oci:DIR[,compression=none|gzip|zstd] or docker-archive:FILE" },
    {
      flags: "--metrics <file>",
      description: "write the metrics document (JSON; OpenMetrics where the name ends in .prom)",
    },
    { flags: "--compressed", description: "also take the compressed size of every layer (gzip)" },
    {
      flags: "--cache-from <place>",
      description: "read build cache from local:DIR, registry:REF or inline",
      repeatable: true,
    },
    {
      flags: "--cache-to <place>",
      description: "write build cache to local:DIR, registry:REF or inline",
      repeatable: true,
    },
    { flags: "--no-cache", description: "run every step again" },
    { flags: "--refresh-base", description: "make base images anew that were made on this machine" },
    progressOption,
    quietOption,
    jsonOption,
  ],
  examples: [
    ["strata build base --variant=server --os=debian12", "build one variant and show its heaviest steps"],
    ["strata build base --all-variants --metrics=metrics.json", "build all variants; one metrics document each"],
    ["strata build base --all-variants --builder=farm-a,farm-b", "spread the variants over two builders of buildx"],
    ["strata build ./image.ts --platform=linux/amd64,linux/arm64", "an image for each, where its definition has both"],
    ["strata build base --engine=dagger --dagger-host=tcp://dagger.example:8080", "build on a Dagger engine"],
    ["strata build ./image.ts --output=oci:out --json", "build a module's image, write it as an OCI layout"],
  ],
  action: async () => (await import("../actions/build.ts")).buildAction,
}
