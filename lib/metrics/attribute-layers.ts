import type { SourceMapEntry } from "../backends/backend.ts"
import type { HistoryEntry } from "../engine/store/types.ts"
import type { OpKind } from "../ir/index.ts"

/** First word of the history entry that BuildKit writes for an op. */
const instruction: Readonly<Record<OpKind, string>> = {
  from: "FROM",
  exec: "RUN",
  copy: "COPY",
  file: "COPY",
  env: "ENV",
  workdir: "WORKDIR",
  user: "USER",
  label: "LABEL",
  entrypoint: "ENTRYPOINT",
  cmd: "CMD",
  expose: "EXPOSE",
  healthcheck: "HEALTHCHECK",
  volume: "VOLUME",
  "stop-signal": "STOPSIGNAL",
}

/**
 * Says for every layer which op of the target stage made it; `undefined` for layers of the base.
 * An image's history lists what was done in order, so its end is the target stage: both are walked backwards, one
 * entry an op, and an entry that is not an empty layer takes the next layer.
 */
export function attributeLayers(
  history: readonly HistoryEntry[],
  layerCount: number,
  ops: readonly SourceMapEntry[],
): readonly (SourceMapEntry | undefined)[] {
  const owners = new Array<SourceMapEntry | undefined>(layerCount).fill(undefined)
  let layer = layerCount - 1
  let entry = history.length - 1
  for (const op of ops.filter(({ kind }) => kind !== "from").toReversed()) {
    const made = history[entry]
    if (made === undefined || !(made.createdBy ?? "").includes(instruction[op.kind])) break
    if (!made.emptyLayer && layer >= 0) owners[layer--] = op
    entry--
  }
  return owners
}
