import fc from "fast-check"
import {
  type AnyOp,
  type CudaChoice,
  cudaOwners,
  type Image,
  imageFormat,
  imageFormatVersion,
  type Stage,
  type StageKind,
} from "../../lib/ir/index.ts"
import { arbitraryOp, arbitraryOrigin } from "./arbitrary-op.ts"

const os = fc.constantFrom("ubuntu22.04", "ubuntu24.04", "debian12", "debian13")

const cuda: fc.Arbitrary<CudaChoice> = fc.record(
  {
    version: fc.constantFrom("11.8.0", "12.1.1"),
    owner: fc.constantFrom(...cudaOwners),
    cudnn: fc.integer({ min: 8, max: 9 }),
  },
  { requiredKeys: ["version", "owner"], noNullPrototype: true },
)

const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/)

/** A valid first op: an image that fits the owner of CUDA, an earlier stage (for a runtime: a runtime), or nothing. */
function from(kind: StageKind, earlier: readonly Stage[], choice: CudaChoice | undefined): fc.Arbitrary<AnyOp> {
  const refs = ["debian:bookworm-slim", "ubuntu:22.04", "nvidia/cuda:12.1.1-base-ubuntu22.04"]
  if (kind === "builder") refs.push("nvidia/cuda:12.1.1-devel-ubuntu22.04")
  else if (choice?.owner === "base-image") refs.push("nvidia/cuda:12.1.1-cudnn8-runtime-ubuntu22.04")
  const usable = earlier.filter((stage) => kind === "builder" || stage.kind === "runtime").map((stage) => stage.name)
  const source = fc.oneof(
    fc.record(
      {
        kind: fc.constant("image" as const),
        ref: fc.constantFrom(...refs),
        digest,
        bootstrapSuite: fc.constant("bookworm"),
      },
      { requiredKeys: ["kind", "ref"], noNullPrototype: true },
    ),
    fc.constant({ kind: "scratch" as const }),
    ...(usable.length > 0
      ? [
          fc.record(
            { kind: fc.constant("stage" as const), stage: fc.constantFrom(...usable) },
            { noNullPrototype: true },
          ),
        ]
      : []),
  )
  return fc.record({ kind: fc.constant("from" as const), origin: arbitraryOrigin, source }, { noNullPrototype: true })
}

function stage(name: string, kind: StageKind, earlier: readonly Stage[], choice: CudaChoice | undefined) {
  const names = earlier.map((each) => each.name)
  return fc
    .tuple(os, from(kind, earlier, choice), fc.array(arbitraryOp(kind, names), { maxLength: 6 }))
    .map(([on, first, rest]): Stage => ({ name, kind, os: on, ops: [first, ...rest] }))
}

/** One to four stages with names of their own, each using only earlier ones; the last is the runtime that ships. */
function stages(choice: CudaChoice | undefined): fc.Arbitrary<readonly Stage[]> {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
  const heads = fc.tuple(
    fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    fc.array(fc.constantFrom<StageKind>("builder", "runtime"), { minLength: 4, maxLength: 4 }),
  )
  return heads.chain(([names, kinds]) =>
    names.reduce<fc.Arbitrary<readonly Stage[]>>(
      (before, each, index) =>
        before.chain((earlier) =>
          stage(each, index === names.length - 1 ? "runtime" : (kinds[index] ?? "builder"), earlier, choice).map(
            (next) => [...earlier, next],
          ),
        ),
      fc.constant([]),
    ),
  )
}

/** Any valid image definition: every kind of op, mount and base, with text that is hostile to shells and Dockerfiles. */
export const arbitraryImage: fc.Arbitrary<Image> = fc
  .tuple(
    fc.option(cuda, { nil: undefined }),
    fc.option(fc.constantFrom("desktop", "minimal", "server"), { nil: undefined }),
    os,
    fc.constantFrom("linux/amd64", "linux/arm64", "linux/arm/v7"),
  )
  .chain(([choice, variant, on, platform]) =>
    stages(choice).map(
      (list): Image => ({
        format: imageFormat,
        version: imageFormatVersion,
        name: "some-image",
        ...(variant === undefined ? {} : { variant }),
        os: on,
        platform,
        ...(choice === undefined ? {} : { cuda: choice }),
        target: list.at(-1)?.name ?? "",
        stages: list,
      }),
    ),
  )
