import { platform } from "node:os"

/** Real builds need the embedded engine, and that needs root on Linux. */
export const canBuild: boolean = platform() === "linux" && process.getuid?.() === 0

/** Stands in the names of suites that are skipped, so that the reason is seen. */
export const whyNot: string = canBuild ? "" : "(skipped: the embedded engine needs root on Linux)"
