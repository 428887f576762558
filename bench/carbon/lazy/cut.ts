import type { Machine } from "./machine.ts"

/** When a run is cut: what is true at that moment, as a shell condition. */
export const moments = {
  /** A part of an archive is there. */
  fetching: `[ -n "$(find "$state/archives/partial" -type f -size +0 2> /dev/null)" ]`,
  /** dpkg has unpacked a third of the packages (of two or fewer: none) and is in the middle of one. */
  unpacking: `[ "$(grep -c ' status unpacked ' /var/log/dpkg.log)" -ge $(($(ls "$state/archives" | grep -c '[.]deb$') / 3)) ] &&
    tail -n 1 /var/log/dpkg.log | grep -q ' status half-installed '`,
  /** dpkg runs a package's own script. */
  configuring: `[ "$(grep -c ' status installed ' /var/log/dpkg.log)" -gt 0 ] && tail -n 1 /var/log/dpkg.log | grep -q ' status half-configured '`,
  /** dpkg takes a package away, another may be gone already. */
  removing: `tail -n 1 /var/log/dpkg.log | grep -q ' status half-[a-z]* '`,
} as const
export type Moment = keyof typeof moments

/** Slow enough for a fetch to be met in the middle of a file, kB/s; apt.conf(5), Dl-Limit. */
const slowly = 2000
const slowFile = "/etc/apt/apt.conf.d/99strata-bench"
const slow = `printf '%s\\n' 'Acquire::http::Dl-Limit "${slowly}";' 'Acquire::https::Dl-Limit "${slowly}";' > ${slowFile}`

const inState = `dpkg-query -W -f '\${db:Status-Abbrev}\\n' | grep -v '^ii ' | sort | uniq -c | tr -s '\\n ' ', '`

/**
 * Runs a command as what process 1 started and ends process 1 once a condition holds: the kernel then kills (SIGKILL) all of
 * the container at once, as a power cut would.
 * @param prepare a shell line that comes first
 * @returns what was half done then, in dpkg's words; `undefined` where the run ended before that moment
 */
export async function cutWhen(
  machine: Machine,
  command: string,
  condition: string,
  prepare = ":",
): Promise<string | undefined> {
  const { stdout } = await machine.script(`${prepare}
mkdir -p /var/log
: > /var/log/dpkg.log
${command} > /tmp/cut.out 2>&1 &
child=$!
while kill -0 $child 2> /dev/null; do
  if ${condition}; then echo cut; exit 0; fi
  sleep 0.01
done
`)
  await machine.sh(`rm -f ${slowFile} /tmp/cut.out`)
  if (stdout.trim() !== "cut") return undefined
  return (await machine.sh(inState)).replace(/^[ ,]+|[ ,]+$/g, "").replaceAll(",", " ")
}

/** Cuts one installer at a moment of its own: see {@link cutWhen}. */
export async function cutAt(machine: Machine, name: string, moment: Moment): Promise<string | undefined> {
  const prepare = `state=/var/lib/strata-lazy/${name}${moment === "fetching" ? `\n${slow}` : ""}`
  const action = moment === "removing" ? "--uninstall" : "--yes"
  const half = await cutWhen(machine, `install-${name} ${action}`, moments[moment], prepare)
  return half !== undefined && moment === "fetching" ? "a part of an archive" : half
}
