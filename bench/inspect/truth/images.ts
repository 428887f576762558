import { join } from "node:path"
import type { Question } from "./ask.ts"

/** An image to check, and how it is made where the engine has it not. */
export interface Case {
  readonly id: string
  readonly tag: string
  /** Arguments of `strata build`, or a Dockerfile and the stages that are wanted, too, by their tags. */
  readonly made:
    | { readonly by: "strata"; readonly args: readonly string[] }
    | { readonly by: "dockerfile"; readonly file: string; readonly stages?: Readonly<Record<string, string>> }
  readonly questions: readonly Question[]
  /** It stays in the engine afterwards. */
  readonly isKept?: true
}

const dpkg: Question = { of: "dpkg" }
const debian: Question = { of: "python", interpreter: "/usr/bin/python3" }
const globalNpm: Question = { of: "npm" }

function carbon(variant: string, tag: string, questions: readonly Question[]): Case {
  const args = ["base", `--variant=${variant}`, "--os=debian12"]
  return {
    id: `carbon-base ${variant} debian12`,
    tag: `carbon-base:${tag}`,
    made: { by: "strata", args },
    questions,
    isKept: true,
  }
}

function defined(id: string, args: readonly string[], questions: readonly Question[]): Case {
  return { id, tag: `strata-truth-${id.replaceAll(" ", "-")}:1`, made: { by: "strata", args }, questions }
}

/** @param file below `foreign`, as a stranger would write it */
function foreign(
  id: string,
  file: string,
  questions: readonly Question[],
  stages?: Readonly<Record<string, string>>,
): Case {
  const made = {
    by: "dockerfile",
    file: join(import.meta.dirname, "foreign", file),
    ...(stages && { stages }),
  } as const
  return { id, tag: `strata-truth-${id}:1`, made, questions }
}

const python = (interpreter: string): Question => ({ of: "python", interpreter })
/** A folder that Python imports from, and that no interpreter has for its own. */
const site = (folder: string): Question => ({ of: "python", interpreter: "/usr/bin/python3", sites: [folder] })
const conda = (prefix: string, interpreter: string): Question => ({ of: "conda", prefix, interpreter })

const distrolessPackages = "strata-truth-distroless-packages:1"

/** From the quickest to the heaviest. */
export const cases: readonly Case[] = [
  foreign("distroless", "distroless/Dockerfile", [{ of: "debs", image: distrolessPackages, folder: "/debs" }], {
    packages: distrolessPackages,
  }),
  defined("minimal debian12", ["examples/minimal/image.ts"], [dpkg]),
  defined(
    "node-service debian13",
    ["examples/node-service/image.ts"],
    [dpkg, globalNpm, { of: "npm", project: "/app" }],
  ),
  foreign("conda", "conda/Dockerfile", [
    dpkg,
    debian,
    python("/opt/rattler/bin/python"),
    ...["/opt/conda", "/opt/conda/envs/science"].flatMap((prefix) => [
      conda(prefix, "/opt/rattler/bin/python"),
      site(`${prefix}/lib/python3.11/site-packages`),
    ]),
  ]),
  foreign("node", "node/Dockerfile", [
    dpkg,
    debian,
    globalNpm,
    ...["site", "api", "tool"].map((name): Question => ({ of: "npm", project: `/srv/${name}` })),
  ]),
  foreign("venv-heavy", "venv-heavy/Dockerfile", [
    dpkg,
    debian,
    ...["/opt/venv", "/opt/tools", "/srv/env", "/srv/env2", "/home/app/env"].map((folder) =>
      python(`${folder}/bin/python`),
    ),
    { of: "python", interpreter: "/usr/bin/python3", user: "app" },
    site("/app/vendor"),
  ]),
  foreign("multi-cuda", "conda/cuda.Dockerfile", [
    dpkg,
    debian,
    python("/opt/venv/bin/python"),
    conda("/opt/conda", "/usr/bin/python3"),
  ]),
  carbon("server", "latest-gpu-server", [dpkg, debian, globalNpm]),
  carbon("minimal", "latest-gpu-minimal", [dpkg, debian, globalNpm]),
  carbon("desktop", "latest-gpu", [dpkg, debian, globalNpm]),
  defined("carbon-base minimal debian13", ["base", "--variant=minimal", "--os=debian13"], [dpkg, debian, globalNpm]),
  defined("carbon-tools server debian12", ["tools", "--variant=server", "--os=debian12"], [dpkg, debian, globalNpm]),
  defined(
    "torch-server debian12",
    ["examples/torch-server/image.ts", "--os=debian12"],
    [dpkg, debian, python("/opt/venv/bin/python")],
  ),
  defined(
    "carbon-compute server debian12",
    ["compute", "--variant=server", "--os=debian12"],
    [dpkg, debian, globalNpm, python("/opt/venv/bin/python")],
  ),
]
