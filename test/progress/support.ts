import type { BuildEvent } from "../../lib/engine/types.ts"
import type { PlannedStep } from "../../lib/progress/index.ts"
import { advance, nothingYet, type ProgressState } from "../../lib/progress/state.ts"

/** Two stages: `node` with one step, `runtime` with two. */
export const plan: readonly PlannedStep[] = [
  { stage: "node", position: 1, label: "node: download" },
  { stage: "runtime", position: 1, label: "runtime: apt(git)" },
  { stage: "runtime", position: 2, label: "runtime: copy" },
]

/** What BuildKit calls the steps of {@link plan}, where the bases are images. */
export const names = {
  download: "[node 2/2] RUN curl",
  apt: "[runtime 2/3] RUN apt-get install git",
  copy: "[runtime 3/3] COPY --from=node /out /",
} as const

export function started(id: string, name: string, time = 0): BuildEvent {
  return { kind: "step-started", id, name, time }
}

export function finished(
  id: string,
  name: string,
  how: { seconds?: number; cached?: boolean; error?: string } = {},
): BuildEvent {
  const { seconds = 1, cached = false, error } = how
  return { kind: "step-finished", id, name, time: 0, seconds, cached, ...(error === undefined ? {} : { error }) }
}

export function stateAfter(events: readonly BuildEvent[]): ProgressState {
  return events.reduce((state, event) => advance(state, event, plan), nothingYet)
}
