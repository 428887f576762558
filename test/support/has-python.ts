import { spawnSync } from "node:child_process"

/** Python's tarfile is the other reader and writer of tars that these tests compare with. */
export const hasPython: boolean = spawnSync("python3", ["--version"]).status === 0

/** Stands in the names of suites that are skipped, so that the reason is seen. */
export const whyNoPython: string = hasPython ? "" : " (skipped: no python3 to compare with)"
