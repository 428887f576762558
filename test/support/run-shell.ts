import { spawnSync } from "node:child_process"

/** Runs a script that a real shell reads from its standard input; its output as bytes. Nothing of the user's is loaded. */
export function runShell(
  shell: "sh" | "bash",
  script: string,
): { readonly code: number | null; readonly stdout: Buffer } {
  const { status, stdout, error } = spawnSync(shell, shell === "bash" ? ["--norc", "--noprofile"] : [], {
    input: script,
    maxBuffer: 64e6,
    env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8" },
  })
  if (error) throw error
  return { code: status, stdout }
}

/** What a script printed with `printf '%s\0'`, one string per zero byte. */
export function printedWords(stdout: Buffer): readonly string[] {
  return stdout.toString("utf8").split("\0").slice(0, -1)
}
