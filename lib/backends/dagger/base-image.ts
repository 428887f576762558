import type { Container, Platform } from "@dagger.io/dagger"
import type { FromOp } from "../../ir/index.ts"
import type { BaseImage } from "../backend.ts"
import { mirrored } from "./mirror.ts"
import type { StageContext } from "./stage-context.ts"

/** What a Dockerfile's `FROM scratch` sets: BuildKit's `emptyImage`. */
const scratchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

function address(base: BaseImage, { options, targetBase }: StageContext): string {
  if (options.baseImage !== undefined && base.ref === targetBase) return options.baseImage
  return mirrored(base.ref, options.registryMirror) + (base.digest === undefined ? "" : `@${base.digest}`)
}

/** Where a stage begins. `bootstrapSuite` has no meaning here: Dagger takes bases from a registry only. */
export function baseContainer({ source }: FromOp, context: StageContext): Container {
  if (source.kind === "stage") return context.stage(source.stage)
  const empty = context.client.container({ platform: context.image.platform as Platform })
  if (source.kind === "image") return empty.from(address(source, context))
  return empty.withEnvVariable("PATH", scratchPath).withWorkdir("/")
}
