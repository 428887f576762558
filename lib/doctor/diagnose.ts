import { hostNeeds } from "../engine/embedded/host-needs.ts"
import { engineState } from "../engine/embedded/state.ts"
import { probeEngines } from "../engine/probe-engines.ts"
import { chosenEngine } from "./chosen-engine.ts"
import { controlGroups } from "./control-groups.ts"
import { dagger } from "./dagger.ts"
import { diskSpace } from "./disk-space.ts"
import type { Finding } from "./finding.ts"
import { nodeVersion } from "./node-version.ts"
import { packageMirror } from "./package-mirror.ts"
import { platforms } from "./platforms.ts"

/** Looks at everything that a build needs of this machine, in seconds. Installs, starts and changes nothing. */
export async function diagnose(): Promise<readonly Finding[]> {
  const [needs, mirror, probes, platformsFinding, daggerFinding] = await Promise.all([
    hostNeeds(),
    packageMirror(),
    probeEngines(),
    platforms(),
    dagger(),
  ])
  return [
    nodeVersion(process.versions.node),
    ...needs,
    controlGroups(),
    diskSpace(engineState().home),
    mirror,
    platformsFinding,
    daggerFinding,
    chosenEngine(probes),
  ]
}
