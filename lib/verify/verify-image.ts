import type { StoredImage } from "../engine/store/types.ts"
import { attribute, layerSteps } from "../inspect/attribute/index.ts"
import { readImage } from "../inspect/read-image.ts"
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
import { ImageTree } from "./image-tree.ts"
import { checkCommands } from "./live/commands.ts"
import { checkPythonImports } from "./live/python-imports.ts"
import type { RunInImage } from "./live/run-in-image.ts"
import { openContents } from "./open-contents.ts"
import { type CheckName, type CheckResult, checkNames, type Found, type Verification } from "./types.ts"

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
  /** Told of each check that begins. */
  readonly onCheck?: (subject: string, check: CheckName) => void
}

async function withTree<T>(subject: Subject, work: (tree: ImageTree) => Promise<T>): Promise<T> {
  const files = await readImage(subject.image)
  const contents = await openContents(subject.image, files)
  try {
    const steps = layerSteps(files).map(({ step }) => step)
    return await work(new ImageTree({ files, attribution: attribute(files), steps, content: contents.read }))
  } finally {
    contents.close()
  }
}

type Checks = Readonly<Record<CheckName, Found>>

async function runChecks(
  subject: Subject,
  tree: ImageTree,
  baseline: ImageTree | undefined,
  options: VerifyOptions,
): Promise<Checks> {
  const { capabilities = [], commands = [], onCheck = () => {} } = options
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
    ? await withTree(baseline, async (tree) => ({ tree, checks: await runChecks(baseline, tree, undefined, options) }))
    : undefined
  const checks = await withTree(subject, (tree) => runChecks(subject, tree, before?.tree, options))
  return {
    ref: subject.ref,
    ...(baseline ? { baseline: baseline.ref } : {}),
    checks: checkNames.map((check) => compare(check, checks[check], before?.checks[check])),
  }
}
