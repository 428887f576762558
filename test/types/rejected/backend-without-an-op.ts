// error: Property 'healthcheck' is missing

import type { OpHandlers } from "../../../lib/backends/backend.ts"
import { handlers } from "../../../lib/backends/dagger/handlers.ts"
import type { StageContext } from "../../../lib/backends/dagger/stage-context.ts"

const { healthcheck: _forgotten, ...others } = handlers

export const table = others satisfies OpHandlers<StageContext, unknown>
