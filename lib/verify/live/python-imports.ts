import { z } from "zod"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { lastLines } from "./commands.ts"
import type { RunInImage } from "./run-in-image.ts"

/**
 * Imports what every installed distribution says it brings, each in a process of its own, since one that crashes must not
 * end the others. Prints a JSON line for each distribution.
 */
const script = `
import collections, importlib, importlib.metadata as metadata, importlib.util, json, os, re, signal, sys
def names(dist):
    text = dist.read_text("top_level.txt")
    # Some name modules that they do not bring, as Debian's setuptools does. Without a list of files, which Debian's packages
    # may leave out, only what is there is known to be brought: files that are gone are dpkg's to miss.
    brought = {str(file).split("/")[0].split(".")[0] for file in dist.files or []}
    if text: found = [n for n in text.split() if (n in brought if brought else importlib.util.find_spec(n))]
    else:
        found = set()
        for file in dist.files or []:
            first = str(file).split("/")[0]
            if len(file.parts) == 2 and file.name == "__init__.py": found.add(first)
            elif len(file.parts) == 1 and file.suffix in (".py", ".so"): found.add(first.split(".")[0])
    return sorted(n for n in set(found) if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", n))
def start(name):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 0
        try:
            signal.alarm(120)
            sys.stdout = sys.stderr = open(os.devnull, "w")
            importlib.import_module(name)
        except BaseException as error:
            code = 1
            os.write(write, (type(error).__name__ + ": " + str(error))[:2000].encode())
        os._exit(code)
    os.close(write)
    return read, child
def end(read, child):
    said = b""
    while True:
        piece = os.read(read, 4096)
        if not piece: break
        said += piece
    os.close(read)
    _, status = os.waitpid(child, 0)
    if status == 0: return None
    if os.WIFSIGNALED(status): return "it was ended by signal %d" % os.WTERMSIG(status)
    return said.decode(errors="replace")
# What takes two minutes hangs, or the machine stood still: that is known only the second time.
hung = "it was ended by signal %d" % signal.SIGALRM
# As many at once as there are processors, but few: a framework takes half a GB of memory to import.
width = min(len(os.sched_getaffinity(0)), 4)
running = collections.deque()
def finish():
    distribution, name, started = running.popleft()
    error = end(*started)
    if error == hung: error = end(*start(name))
    print(json.dumps({"distribution": distribution, "module": name, "error": error}), flush=True)
for dist in metadata.distributions():
    for name in names(dist):
        if len(running) >= width: finish()
        running.append((dist.metadata["Name"], name, start(name)))
while running: finish()
`

const line = z.object({ distribution: z.string(), module: z.string(), error: z.string().nullable() })

/** What only the host's driver brings: its absence says nothing of the image. */
const needsDriver = /libcuda\.so|libnvidia-ml\.so|CUDA driver/

/** A part of TensorFlow that it loads itself: by its own name it is always there already, in every installation. */
const loadedAlready = /File system for \w+ already registered/

const debianPython = /^\/usr\/bin\//

/** Interpreters of the image: the system's, and those of each virtual environment and of each of conda's. */
function interpreters(tree: ImageTree): readonly string[] {
  const environments = ["pyvenv.cfg", "conda-meta"]
    .flatMap((name) => tree.everNamed(name))
    .filter((path) => tree.shows(path))
    .map((path) => `${tree.name(tree.folder(path))}/bin/python3`)
  const all = new Set(["/usr/bin/python3", "/usr/local/bin/python3", "/opt/conda/bin/python3", ...environments])
  return [...all].filter((path) => tree.exists(path))
}

/**
 * What `pip check` says of an interpreter that has pip: requirements with versions and markers, which files alone do not
 * tell. Debian's own interpreter is left to dpkg.
 */
async function pipCheck(run: RunInImage, interpreter: string): Promise<readonly Failure[]> {
  if (debianPython.test(interpreter)) return []
  const { exitCode, stdout } = await run([interpreter, "-m", "pip", "check", "--disable-pip-version-check"])
  if (exitCode === 0) return []
  return stdout
    .split("\n")
    .filter((said) => / requires | has requirement | is not supported on this platform/.test(said))
    .map((said) => ({ key: `pip ${interpreter} ${said}`, message: `${interpreter}: ${said}`, cause: "pip check" }))
}

/** Imports every installed Python distribution, in each interpreter of the image. */
export async function checkPythonImports(tree: ImageTree, run: RunInImage | undefined): Promise<Found> {
  const found = interpreters(tree)
  if (found.length === 0) return { looked: 0, failures: [], skipped: "there is no Python in the image" }
  if (!run) return { looked: 0, failures: [], skipped: "the image is in no engine that could run it" }
  const failures: Failure[] = []
  let looked = 0
  for (const interpreter of found) {
    const { exitCode, stdout, stderr } = await run([interpreter, "-c", script])
    for (const text of stdout.split("\n").filter((each) => each !== "")) {
      const { distribution, module, error } = line.parse(JSON.parse(text))
      looked++
      if (error === null || needsDriver.test(error) || loadedAlready.test(error)) continue
      failures.push({
        key: `import ${interpreter} ${module}`,
        message: `${interpreter} cannot import ${module}`,
        cause: error,
        owner: distribution,
      })
    }
    if (exitCode !== 0)
      failures.push({
        key: `import ${interpreter}`,
        message: `${interpreter} ended with exit code ${exitCode}`,
        cause: lastLines(stderr),
      })
    failures.push(...(await pipCheck(run, interpreter)))
  }
  return { looked, failures }
}
