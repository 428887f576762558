/** Names of checks; each looks for one way in which an image can be broken. */
export const checkNames = [
  /** Symbolic links that lead nowhere. */
  "links",
  /** Shared libraries that programs and libraries ask for, symbol versions of them, and the loader itself. */
  "libraries",
  /** Plugins and libraries that programs open by name while they run. */
  "dlopen",
  /** Interpreters of scripts. */
  "interpreters",
  /** Files that an installed package lists and that are not there. */
  "package-files",
  /** What installed packages need of others, by dpkg's, Python's and npm's own records. */
  "dependencies",
  /** Indexes that programs read instead of folders: schemas, MIME types, loaders. */
  "caches",
  /** Programs that desktop entries start. */
  "desktop-entries",
  /** Permissions that programs need and that the baseline has. */
  "permissions",
  /** What a capability, such as compiling kernels at run time, needs beside libraries. */
  "capabilities",
  /** Commands that are really run in the image. */
  "commands",
  /** What the image has to offer, each really used. */
  "features",
  /** What desktop entries start is really started, under an X server. */
  "desktop-starts",
  /** Every installed Python distribution is really imported. */
  "python-imports",
] as const
export type CheckName = (typeof checkNames)[number]

/** One thing that does not work, and why. */
export interface Failure {
  /** Says the same of the same thing in another image, so that a baseline's failures can be told from new ones. */
  readonly key: string
  /** One sentence: what does not work. */
  readonly message: string
  /** Why: the layer and step that removed something, an index that is out of date, ... */
  readonly cause?: string
  /** Package that the broken thing belongs to. */
  readonly owner?: string
}

export interface CheckResult {
  readonly check: CheckName
  /** How many things were looked at. */
  readonly looked: number
  /** Failures that the baseline does not have; all of them where there is none. */
  readonly failures: readonly Failure[]
  /** How many of its failures the baseline has too. */
  readonly known: number
  /** Why it was not done; nothing was looked at then. */
  readonly skipped?: string
  /** What of it was not looked at, and why. */
  readonly left?: string
}

/** Whether an image still does what it is for. */
export interface Verification {
  readonly ref: string
  readonly baseline?: string
  readonly checks: readonly CheckResult[]
}

/** What a check itself gives: all it finds, whatever the baseline has. */
export type Found = Pick<CheckResult, "looked" | "skipped" | "left"> & { readonly failures: readonly Failure[] }

export function hasFailures({ checks }: Verification): boolean {
  return checks.some(({ failures }) => failures.length > 0)
}
