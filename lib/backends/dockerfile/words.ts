/*
 * Dockerfile syntax. Instructions that are not JSON expand variables and take quotes away (BuildKit's shell.Lex);
 * what is here undoes that, so that a value arrives as it was given.
 */

/** A value inside double quotes; `${NAME}` stays a variable, any other `$` is a plain character. */
export function envValue(text: string): string {
  return `"${text.replace(/\\|"|\$(?!\{[A-Za-z_][A-Za-z0-9_]*\})/g, "\\$&")}"`
}

/** A value inside double quotes in which nothing is expanded. */
export function plainValue(text: string): string {
  return `"${text.replace(/[\\"$]/g, "\\$&")}"`
}

/** A word of COPY, WORKDIR, USER: bare when it can be. */
export function word(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./~*?-]+$/.test(text) ? text : plainValue(text)
}

const bareWord = /^[^\s"'\\$[\]#<]+$/

/** Arguments of COPY: plain words where that is safe, else the JSON form, whose strings are expanded once more. */
export function copyArguments(paths: readonly string[]): string {
  if (paths.every((path) => bareWord.test(path))) return paths.join(" ")
  return JSON.stringify(paths.map((path) => path.replace(/[\\"'$]/g, "\\$&")))
}

/** A command in JSON form: no shell and no expansion. */
export function jsonCommand(command: readonly string[]): string {
  return JSON.stringify(command)
}

/** A here-document delimiter that no line of `text` equals. */
export function heredocDelimiter(text: string): string {
  const lines = new Set(text.split("\n").map((line) => line.trim()))
  let delimiter = "EOF"
  for (let count = 2; lines.has(delimiter); count++) delimiter = `EOF${count}`
  return delimiter
}

/** Whether a here-document can hold `text` byte for byte: it ends every line, the last too, with a line feed. */
export function fitsHeredoc(text: string): boolean {
  return text.endsWith("\n") && !text.includes("\r") && text.length <= 65_536
}
