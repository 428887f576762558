/** Longest step text: fits a terminal beside a size. */
const mostCharacters = 100

/** Commands that say nothing of what a script is for. */
const prologue =
  /^(?:set\s|export\s|cd\s|:$|#|umask\s|shopt\s|(?:apt-get|apt_get|apt|apk|dnf|yum)(?:\s+-\S+)*\s+update\b|[A-Z_]+=\S*$)/

/** A here-document's own lines, without the words around it. */
const hereDocument = /^<<-?["']?(?<word>\w+)["']?[^\n]*\n(?<body>.*?)\n?\k<word>\s*$/s
/** `if [ -s /run/secrets/x ]; then export Y=/run/secrets/x; fi`: how the machine is set up, as our own steps begin. */
const conditionalSetting = /^[ \t]*if \[ [^\n]* \]; then export [^\n;]*; fi[ \t]*$/gm
const functionDefinition = /^\w+\(\)\s*\{\n.*?\n\}$/gms

/** The commands of a script in one line, as far as they fit, beginning with the first that does something. */
export function shortScript(script: string): string {
  const body = hereDocument.exec(script)?.groups?.body ?? script
  const commands = body
    .replace(/\\\n/g, " ")
    .replace(functionDefinition, "")
    .replace(conditionalSetting, "")
    .split(/\n|&&|;(?!;)/)
    .map((command) => command.replace(/\s+/g, " ").trim())
    .filter((command) => command !== "")
  const first = commands.findIndex((command) => !prologue.test(command))
  return shorten(commands.slice(Math.max(0, first)).join(" && "))
}

/** Cuts a text that is too long. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim()
  return line.length <= mostCharacters ? line : `${line.slice(0, mostCharacters - 1).trimEnd()}…`
}
