/** Longest step text: fits a terminal beside a size. */
const mostCharacters = 100

/** Commands that say nothing of what a script is for. */
const prologue =
  /^(?:set\s|export\s|cd\s|:$|#|umask\s|shopt\s|(?:apt-get|apt_get|apt|apk|dnf|yum)(?:\s+-\S+)*\s+update\b|[A-Z_]+=\S*$)/

/** A here-document's own lines, without the words around it. */
const hereDocument = /^<<-?["']?(?<word>\w+)["']?[^\n]*\n(?<body>.*?)\n?\k<word>\s*$/s
/** `if [ -s /run/secrets/x ]; then export Y=/run/secrets/x; fi`: how the machine is set up, as our own steps begin. */
const conditionalSetting = /^[ \t]*if \[ [^\n]* \]; then export [^\n;]*; fi[ \t]*$/gm
/** Loops and conditions of several lines that stand on their own: how something is done, seldom what. */
const block =
  /^(?:for|while|until|if|case)\b[^\n]*\n(?:[ \t][^\n]*\n|(?:then|else|do|elif)\b[^\n]*\n)*(?:done|fi|esac)\b[^\n]*$/gm
const functionDefinition = /^\w+\(\)\s*\{\n.*?\n\}$/gms

function commandsOf(text: string): readonly string[] {
  return text
    .split(/\n|&&|;(?!;)/)
    .map((command) => command.replace(/\s+/g, " ").trim())
    .filter((command) => command !== "")
}

function doesSomething(command: string): boolean {
  return !prologue.test(command)
}

/** The commands of a script in one line, as far as they fit, beginning with the first that does something. */
export function shortScript(script: string): string {
  const body = (hereDocument.exec(script)?.groups?.body ?? script)
    .replace(/\\\n/g, " ")
    .replace(functionDefinition, "")
    .replace(conditionalSetting, "")
  const plain = commandsOf(body.replace(block, ""))
  const commands = plain.some(doesSomething) ? plain : commandsOf(body)
  return shorten(commands.slice(Math.max(0, commands.findIndex(doesSomething))).join(" && "))
}

/** Cuts a text that is too long. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim()
  return line.length <= mostCharacters ? line : `${line.slice(0, mostCharacters - 1).trimEnd()}…`
}
