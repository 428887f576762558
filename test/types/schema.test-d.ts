import type { z } from "zod"
import type { AnyOp, BaseSource, CudaChoice, Image, Mount, OpKind, OpOf, Stage } from "../../lib/ir/index.ts"
import type { imageSchema, opSchema } from "../../lib/ir/schema.ts"
import type { Equal, Expect, Flat } from "./equal.ts"

type Parsed = z.infer<typeof imageSchema>
type ParsedOp = z.infer<typeof opSchema>
type ParsedOpOf<Kind extends OpKind> = Extract<ParsedOp, { kind: Kind }>
type ParsedStage = Parsed["stages"][number]

// What the schema infers is the hand-written type, in both directions and down to `readonly` and `?`.
export type Proofs = [
  Expect<Equal<Flat<Parsed>, Flat<Image>>>,
  Expect<Equal<Flat<ParsedStage>, Flat<Stage>>>,
  Expect<Equal<Flat<ParsedOp>, Flat<AnyOp>>>,
  Expect<Equal<Flat<NonNullable<Parsed["cuda"]>>, Flat<CudaChoice>>>,
  Expect<Equal<Flat<ParsedOpOf<"exec">["mounts"][number]>, Flat<Mount>>>,
  Expect<Equal<Flat<ParsedOpOf<"from">["source"]>, Flat<BaseSource>>>,
]

// Kind by kind, so that a difference is reported where it is and not as two whole images.
export type ByKind = Expect<
  Equal<{ [K in OpKind]: Equal<Flat<ParsedOpOf<K>>, Flat<OpOf<K>>> }, { [K in OpKind]: true }>
>

// Equal is strict enough to be a proof.
export type NotEqual = [
  Expect<Equal<Equal<Flat<{ a: 1 }>, Flat<{ readonly a: 1 }>>, false>>,
  Expect<Equal<Equal<Flat<{ a?: 1 }>, Flat<{ a: 1 | undefined }>>, false>>,
  Expect<Equal<Equal<Flat<{ a?: 1 }>, Flat<{ a?: 1 | undefined }>>, false>>,
  Expect<Equal<Equal<Flat<readonly { a: 1 }[]>, Flat<{ a: 1 }[]>>, false>>,
  Expect<Equal<Equal<Flat<unknown>, Flat<string>>, false>>,
]
