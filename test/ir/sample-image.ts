import { type AnyOp, type Image, imageFormat, imageFormatVersion, type Stage } from "../../lib/ir/index.ts"

const origin = { step: "sample()", at: { file: "image.ts", line: 3 } }

export const from: AnyOp = { kind: "from", origin, source: { kind: "image", ref: "debian:bookworm-slim" } }

/** An op as a step called `sample()` on line 3 would make it. */
export function op<T extends object>(fields: T): T & { readonly origin: typeof origin } {
  return { ...fields, origin }
}

export function apt(packages: readonly string[], because?: string): AnyOp {
  return op({
    kind: "exec",
    script: "apt-get install",
    shell: "sh",
    mounts: [],
    installs: [{ ecosystem: "apt", packages, ...(because === undefined ? {} : { because }) }],
  } as const)
}

export function stage(name: string, kind: Stage["kind"], ...ops: readonly AnyOp[]): Stage {
  return { name, kind, os: "debian12", ops }
}

/** A valid image of one runtime stage with these ops after its base. */
export function imageOf(...ops: readonly AnyOp[]): Image {
  return imageWith({ stages: [stage("runtime", "runtime", from, ...ops)] })
}

export function imageWith(changes: Partial<Image>): Image {
  return {
    format: imageFormat,
    version: imageFormatVersion,
    name: "sample",
    os: "debian12",
    platform: "linux/amd64",
    target: "runtime",
    stages: [stage("runtime", "runtime", from)],
    ...changes,
  }
}
