import type { StoredImage } from "../engine/store/types.ts"
import { type BaselineDocument, baselineDocument, factsOfDocument } from "./baseline/document.ts"
import { type BaselineFacts, factsOf } from "./baseline/facts.ts"
import type { Capability } from "./capabilities.ts"
import { checkCaches } from "./checks/caches.ts"
import { checkCapabilities } from "./checks/capabilities.ts"
import { checkDependencies } from "./checks/dependencies/check-dependencies.ts"
import { checkDesktopEntries } from "./checks/desktop-entries.ts"
import { checkDlopen } from "./checks/dlopen/check-dlopen.ts"
import { checkInterpreters } from "./checks/interpreters.ts"
import { checkLibraries } from "./checks/libraries/check-libraries.ts"
import { checkLinks } from "./checks/links.ts"
import { checkPackageFiles } from "./checks/package-files.ts"
import { checkPermissions } from "./checks/permissions.ts"
import type { Feature } from "./features/features-schema.ts"
import type { ImageTree } from "./image-tree.ts"
import { checkCommands } from "./live/commands.ts"
import { checkDesktopStarts, type StartEntries } from "./live/desktop-starts.ts"
import { checkFeatures } from "./live/features.ts"
import { checkPythonImports } from "./live/python-imports.ts"
import type { RunInImage } from "./live/run-in-image.ts"
import { type CheckName, type CheckResult, checkNames, type Failure, type Found, type Verification } from "./types.ts"
import { withTree } from "./with-tree.ts"

/** An image, and how it is run; without `run` only what files tell is checked. */
export interface Subject {
  readonly ref: string
  readonly image: StoredImage
  readonly run?: RunInImage
}

export interface VerifyOptions {
  /** An image whose failures are known: only new ones count. Or what an earlier run gave to `save`. */
  readonly baseline?: Subject | BaselineDocument
  /** Given all that a later `baseline` needs of this image, its failures that the baseline has too among it. */
  readonly save?: (document: BaselineDocument) => void
  readonly capabilities?: readonly Capability[]
  /** Commands that users call. */
  readonly commands?: readonly string[]
  /** What the image has to offer; a baseline that offers less has not been made worse. */
  readonly features?: readonly Feature[]
  /** X server for features and menus, as `:99`, that containers reach; without it the image's own. */
  readonly display?: string
  /** Also starts what the menu of a desktop starts. */
  readonly startEntries?: StartEntries
  /** Told of each check that begins. */
  readonly onCheck?: (subject: string, check: CheckName) => void
}

type Checks = ReadonlyMap<CheckName, Found>

/** What is known of a baseline once it has been looked at. */
interface Before {
  readonly ref: string
  readonly facts: BaselineFacts
  readonly failures: (check: CheckName) => readonly Failure[]
}

async function runChecks(
  subject: Subject,
  tree: ImageTree,
  baseline: BaselineFacts | undefined,
  options: VerifyOptions,
): Promise<Checks> {
  const { capabilities = [], commands = [], features = [], display, onCheck = () => {} } = options
  const work: Readonly<Record<CheckName, () => Found | Promise<Found>>> = {
    links: () => checkLinks(tree),
    libraries: () => checkLibraries(tree),
    dlopen: () => checkDlopen(tree),
    interpreters: () => checkInterpreters(tree),
    "package-files": () => checkPackageFiles(tree),
    dependencies: () => checkDependencies(tree, baseline),
    caches: () => checkCaches(tree),
    "desktop-entries": () => checkDesktopEntries(tree),
    permissions: () => checkPermissions(tree, baseline),
    capabilities: () => checkCapabilities(tree, capabilities),
    commands: () => checkCommands(subject.run, commands),
    features: () => checkFeatures(tree, subject.run, features, display),
    "desktop-starts": () => checkDesktopStarts(tree, subject.run, options.startEntries, display),
    "python-imports": () => checkPythonImports(tree, subject.run),
  }
  const found = new Map<CheckName, Found>()
  for (const check of checkNames) {
    onCheck(subject.ref, check)
    found.set(check, await work[check]())
  }
  return found
}

async function lookAt(baseline: Subject | BaselineDocument, options: VerifyOptions): Promise<Before> {
  if ("format" in baseline) {
    const found = new Map(baseline.checks.map(({ check, failures }) => [check, failures]))
    return { ref: baseline.ref, facts: factsOfDocument(baseline), failures: (check) => found.get(check) ?? [] }
  }
  return withTree(baseline.image, async (tree) => {
    const found = await runChecks(baseline, tree, undefined, options)
    return { ref: baseline.ref, facts: factsOf(tree), failures: (check) => found.get(check)?.failures ?? [] }
  })
}

/** Takes away what the baseline has too. */
function compare(check: CheckName, found: Found, before: readonly Failure[]): CheckResult {
  const known = new Set(before.map(({ key }) => key))
  const failures = found.failures.filter(({ key }) => !known.has(key))
  return { check, ...found, failures, known: found.failures.length - failures.length }
}

/**
 * Checks that nothing in an image is broken: by its files alone, and by running it where it can be run. With a baseline
 * only what is broken there and not here counts.
 * @throws StrataError `engine-store` where an image cannot be read
 */
export async function verifyImage(subject: Subject, options: VerifyOptions = {}): Promise<Verification> {
  const { baseline, commands = [], features = [] } = options
  const before = baseline && (await lookAt(baseline, options))
  const checks = await withTree(subject.image, async (tree) => {
    const found = await runChecks(subject, tree, before?.facts, options)
    const asked = { commands: [...commands], features: features.map(({ name }) => name) }
    options.save?.(baselineDocument(subject.ref, tree, found, asked))
    return found
  })
  return {
    ref: subject.ref,
    ...(before ? { baseline: before.ref } : {}),
    checks: [...checks].map(([check, found]) => compare(check, found, before?.failures(check) ?? [])),
  }
}
