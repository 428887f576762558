import type { StoredImage } from "../engine/store/types.ts"
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
import { type CheckName, type CheckResult, checkNames, type Found, type Verification } from "./types.ts"
import { withTree } from "./with-tree.ts"

/** An image, and how it is run; without `run` only what files tell is checked. */
export interface Subject {
  readonly ref: string
  readonly image: StoredImage
  readonly run?: RunInImage
}

export interface VerifyOptions {
  /** An image whose failures are known: only new ones count. */
  readonly baseline?: Subject
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

type Checks = Readonly<Record<CheckName, Found>>

async function runChecks(
  subject: Subject,
  tree: ImageTree,
  baseline: ImageTree | undefined,
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
  const found: [CheckName, Found][] = []
  for (const check of checkNames) {
    onCheck(subject.ref, check)
    found.push([check, await work[check]()])
  }
  return Object.fromEntries(found) as Record<CheckName, Found>
}

/** Takes away what the baseline has too. */
function compare(check: CheckName, found: Found, baseline: Found | undefined): CheckResult {
  const known = new Set(baseline?.failures.map(({ key }) => key))
  const failures = found.failures.filter(({ key }) => !known.has(key))
  return { check, ...found, failures, known: found.failures.length - failures.length }
}

/**
 * Checks that nothing in an image is broken: by its files alone, and by running it where it can be run. With a baseline
 * only what is broken there and not here counts.
 * @throws StrataError `engine-store` where an image cannot be read
 */
export async function verifyImage(subject: Subject, options: VerifyOptions = {}): Promise<Verification> {
  const { baseline } = options
  const before = baseline
    ? await withTree(baseline.image, async (tree) => ({
        tree,
        checks: await runChecks(baseline, tree, undefined, options),
      }))
    : undefined
  const checks = await withTree(subject.image, (tree) => runChecks(subject, tree, before?.tree, options))
  return {
    ref: subject.ref,
    ...(baseline ? { baseline: baseline.ref } : {}),
    checks: checkNames.map((check) => compare(check, checks[check], before?.checks[check])),
  }
}
