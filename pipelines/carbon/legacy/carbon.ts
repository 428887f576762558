import { apt, image as begin, type Image, type ImageBuilder, type Part, StrataError } from "strata-images"
import { comforts, commandLine } from "../base.ts"
import { creativeApps } from "../tools-parts.ts"
import type { CarbonImage, CarbonVariant, Contribution, LegacyOs, Setting } from "./contribution.ts"
import { buildTools } from "./parts/build-tools.ts"
import { packageCaches, pythons } from "./parts/conda.ts"
import { cudaOfWheels, cudaPackages, cudaRequest, onDevelBase } from "./parts/cuda-base.ts"
import { desktopOf, hasDesktop } from "./parts/desktop.ts"
import { developerAndApps } from "./parts/developer.ts"
import { frameworks } from "./parts/frameworks.ts"
import { movedGlobals, nodeAndGlobals } from "./parts/node.ts"
import { toolkit } from "./parts/toolkit.ts"
import type { Strategies } from "./strategies.ts"

function commands({ strategies: { recommends } }: Setting): Contribution {
  return { runtime: [apt({ packages: commandLine, recommends })] }
}

function terminalComforts({ variant, strategies: { recommends } }: Setting): Contribution {
  return variant === "server" ? {} : { runtime: [apt({ packages: comforts, recommends })] }
}

/** Creative applications in base: everywhere there, as all others are built from it. */
function creativeInBase(setting: Setting): Contribution {
  const { creativeApps: where, recommends } = setting.strategies
  return where === "all" && hasDesktop(setting) ? { runtime: [creativeApps(recommends)] } : {}
}

const base = [
  cudaPackages,
  buildTools,
  toolkit,
  commands,
  pythons,
  nodeAndGlobals,
  cudaOfWheels,
  terminalComforts,
  desktopOf,
  creativeInBase,
  packageCaches,
] as const

/** What the other two add to base: they are built from it, so what is above comes first in all of them. */
const added: Readonly<Record<CarbonImage, readonly ((setting: Setting) => Contribution)[]>> = {
  base: [],
  compute: [frameworks, (setting) => movedGlobals("compute", setting)],
  tools: [developerAndApps, (setting) => movedGlobals("tools", setting)],
}

/** Parts that come from data have no literal names for the compiler to judge; the rules judge them at run time. */
function assemble<C>(
  builder: ImageBuilder<"builder" | "runtime", CarbonVariant, C>,
  contributions: readonly Contribution[],
): Image {
  const build = contributions.flatMap((each) => each.build ?? [])
  const runtime = contributions.flatMap((each) => each.runtime ?? []) as unknown as readonly Part<never>[]
  return builder
    .build(...build)
    .with(...runtime)
    .user("carbon", { uid: 1000 })
    .toImage()
}

/**
 * An image of the Carbon family with chosen strategies at work.
 * @throws StrataError `unknown-variant` for a variant that no strategy has made possible.
 */
export function carbon(image: CarbonImage, variant: CarbonVariant, os: LegacyOs, strategies: Strategies): Image {
  if (variant !== "desktop" && !strategies.optionalDesktop)
    throw new StrataError({
      code: "unknown-variant",
      message: `carbon-${image} has no variant '${variant}' while its desktop is not optional`,
      fix: "take 'desktop', or switch strategy 2 on (profile 'phase3')",
    })
  const setting: Setting = { image, variant, os, strategies }
  const contributions = [...base, ...added[image]].map((part) => part(setting))
  const named = begin(`carbon-${image}`, { os, variant })
  const request = cudaRequest(setting)
  const made = request ? assemble(named.cuda(request), contributions) : assemble(named, contributions)
  return onDevelBase(made, setting)
}
