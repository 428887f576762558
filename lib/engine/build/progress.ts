/** One vertex of BuildKit's graph as its client reports it; times are ISO text. */
export interface Vertex {
  readonly digest: string
  readonly name: string
  /** Digests of the vertexes that it needs. */
  readonly inputs?: readonly string[]
  readonly started?: string
  readonly completed?: string
  readonly cached?: boolean
  readonly error?: string
}

export interface VertexStatus {
  readonly id: string
  readonly vertex: string
  readonly name?: string
  readonly current?: number
  readonly total?: number
}

/** One message of `--progress=rawjson`. */
export interface SolveStatus {
  readonly vertexes?: readonly Vertex[]
  readonly statuses?: readonly VertexStatus[]
  /** `data` is base64. */
  readonly logs?: readonly { readonly vertex: string; readonly data: string }[]
}
