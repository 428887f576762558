import { loadConfig, resolveImage } from "../../config/index.ts"
import { didYouMean, StrataError } from "../../errors/index.ts"
import type { Action, Parsed } from "../command.ts"
import { completionWords } from "../completion-words.ts"
import { argument } from "./options.ts"

/** The scripts only ask this program, so they never fall behind it. */
const scripts: Readonly<Record<string, string>> = {
  bash: `_strata() {
  local IFS=$'\\n' line=\${COMP_LINE:0:COMP_POINT}
  local current=\${line##* }
  COMPREPLY=($(compgen -W "$(STRATA_COMPLETE="$line" strata completion words 2> /dev/null)" -- "$current"))
  # bash takes '=' for a word's end: what stands before it is there already.
  if [[ $current == *=* ]]; then COMPREPLY=("\${COMPREPLY[@]#"\${current%%=*}="}"); fi
  [[ \${COMPREPLY[0]} == *= ]] && compopt -o nospace
  return 0
}
complete -F _strata strata strata-images
`,
  zsh: `_strata() {
  local -a words_found
  words_found=(\${(f)"$(STRATA_COMPLETE="\${LBUFFER}" strata completion words 2> /dev/null)"})
  compadd -S '' -a words_found
}
compdef _strata strata strata-images
`,
  fish: `complete -c strata -f -a '(STRATA_COMPLETE=(commandline -cp) strata completion words 2> /dev/null)'
`,
}

/** Names of images, and for \`--variant=\` and \`--os=\` what the named image has. */
async function words(commands: Parsed["commands"], line: string): Promise<readonly string[]> {
  const typed = line.split(/\s+/).slice(1)
  const loaded = await loadConfig().catch(() => undefined)
  const names = Object.keys(loaded?.config.images ?? {})
  const asked = /^--(variant|os)=/.exec(typed.at(-1) ?? "")?.[1]
  const name = typed.find((word) => names.includes(word))
  if (asked === undefined || name === undefined) return completionWords(commands, typed, names)
  const { definition } = await resolveImage(name)
  return (asked === "variant" ? definition.variants : definition.oses).map((value) => `--${asked}=${value}`)
}

export const completionAction: Action = async (parsed) => {
  const shell = argument(parsed, 0)
  if (shell === "words") {
    process.stdout.write(`${(await words(parsed.commands, process.env.STRATA_COMPLETE ?? "")).join("\n")}\n`)
    return 0
  }
  const script = scripts[shell]
  if (script === undefined)
    throw new StrataError({
      code: "invalid-option",
      message: `no completion for '${shell}'`,
      fix: didYouMean(shell, Object.keys(scripts)),
    })
  process.stdout.write(script)
  return 0
}
