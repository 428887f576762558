import { capabilities } from "../../verify/capabilities.ts"
import type { CommandSpec } from "../command.ts"
import { engineOption, jsonOption, quietOption } from "./options.ts"

export const verify: CommandSpec = {
  name: "verify",
  summary: "check that nothing in an image is broken, or nothing that worked in another",
  args: [
    {
      name: "<image>",
      description: "image in the engine, registry:NAME, oci:DIR, docker-archive:FILE; a folder or file as it is",
    },
  ],
  options: [
    {
      flags: "--baseline <image>",
      description: "only what is broken here and not there counts; an image, or a file .json or .json.gz of --save",
    },
    {
      flags: "--save <file>",
      description: "also write what a later --baseline needs of this image; compressed where the name ends in .gz",
    },
    {
      flags: "--capability <name>",
      description: "also check what this needs beside libraries",
      choices: capabilities,
      repeatable: true,
    },
    { flags: "--command <line>", description: "also run this in the image", repeatable: true },
    { flags: "--features <file>", description: "also use what this list says that the image offers" },
    {
      flags: "--as <name>",
      description: "which image of the list it is, as base/server; default: the image's own name",
    },
    { flags: "--start-entries", description: "also start what desktop entries start, under an X server" },
    {
      flags: "--display <display>",
      description:
        "X server for --features and --start-entries, as :99, that containers reach; default: the image's own",
    },
    { flags: "--no-run", description: "run nothing: check files only" },
    { flags: "--junit <file>", description: "also write the result as JUnit XML" },
    {
      flags: "--structure-test <file>",
      description: "also write what the image promises for container-structure-test",
    },
    jsonOption,
    engineOption,
    quietOption,
  ],
  examples: [
    ["strata verify carbon-base:latest-gpu-server", "links, libraries, interpreters, packages, imports"],
    ["strata verify new:1 --baseline=old:1", "only what slimming broke"],
    ["strata verify old:1 --save=old.json.gz", "what --baseline=old.json.gz needs when the image is gone"],
    ["strata verify trainer:1 --capability=jit:triton --command=./smoke-test.sh", "what users do with it"],
    ["strata verify carbon-base:1 --features=features.json --as=base/server", "every feature of a list, really used"],
  ],
  action: async () => (await import("../actions/verify.ts")).verifyAction,
}
