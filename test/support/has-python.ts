import { spawnSync } from "node:child_process"

/** Whether there is a Python: its tarfile is another reader and writer of tars, and features see windows by it. */
export const hasPython: boolean = spawnSync("python3", ["--version"]).status === 0

/** Stands in the names of suites that are skipped, so that the reason is seen. */
export const whyNoPython: string = hasPython ? "" : " (skipped: no python3)"
