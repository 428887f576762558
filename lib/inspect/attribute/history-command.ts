/** An instruction of a Dockerfile as a history entry has it. */
export interface HistoryCommand {
  /** `RUN`, `COPY`, `ADD`, `WORKDIR`...; empty where the entry is no instruction. */
  readonly instruction: string
  /** Of RUN the script without its shell; of others what follows the instruction. */
  readonly text: string
}

/** `|2 A=1 B=2 ` before the shell: build arguments that the command saw. Their values may hold anything but the shell. */
const buildArguments = /^\|\d+ .*?(?=\/(?:\S+\/)*\w*sh(?: |$))/s
/** `/bin/sh -c `, `/bin/bash -o pipefail -euxc `: what SHELL says, `/bin/sh -c` unless told. */
const shell = /^\/(?:\S+\/)*\w*sh(?: -\S+| pipefail)* /
/** Classic docker's mark for everything but RUN. */
const noOperation = /^#\(nop\)\s+/
const instructionWord = /^(?<instruction>[A-Z]+)(?:\s+(?<text>.*))?$/s

function withoutShell(command: string): string {
  return command.replace(buildArguments, "").replace(shell, "")
}

/** Reads `created_by` as BuildKit, classic docker and buildah write it. */
export function parseHistoryCommand(createdBy: string): HistoryCommand {
  const written = createdBy.replace(/\s*# buildkit\s*$/, "").trim()
  const command = withoutShell(written)
  if (noOperation.test(command)) return parseInstruction(command.replace(noOperation, ""))
  if (command !== written) return { instruction: "RUN", text: command.trim() }
  const { instruction, text } = parseInstruction(written)
  return { instruction, text: instruction === "RUN" ? withoutShell(text).trim() : text }
}

function parseInstruction(written: string): HistoryCommand {
  const { instruction = "", text = "" } = instructionWord.exec(written)?.groups ?? {}
  return instruction === "" ? { instruction, text: written } : { instruction, text: text.trim() }
}
