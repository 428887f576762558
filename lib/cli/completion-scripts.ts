/** Shells that can be helped. */
export const shells = ["bash", "zsh", "fish"] as const
export type Shell = (typeof shells)[number]

/*
 * Each script only hands the line up to the cursor to this program and shows what it answers, so that it never falls
 * behind the commands. They need nothing but the shell: bash's own helper package is not everywhere.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# bash completion for strata: eval "$(strata completion bash)"
_strata() {
  local line=\${COMP_LINE:0:COMP_POINT} word
  local current=\${line##*[[:space:]]}
  # bash takes '=' and ':' for the ends of words: what stands before the last one is there already.
  local before=\${current%"\${current##*[=:]}"}
  COMPREPLY=()
  while IFS= read -r word; do
    [[ -n $word && $word == "$current"* ]] && COMPREPLY+=("\${word#"$before"}")
  done < <(STRATA_COMPLETE=$line strata completion words 2> /dev/null)
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]] && compopt -o nospace 2> /dev/null
  return 0
}
complete -o default -F _strata strata strata-images
`,
  zsh: `#compdef strata strata-images
# zsh completion for strata: eval "$(strata completion zsh)", after compinit
_strata() {
  local -a found
  found=(\${(f)"$(STRATA_COMPLETE=$LBUFFER strata completion words 2> /dev/null)"})
  compadd -S '' -- \${(M)found:#*=}
  compadd -- \${found:#*=}
  (( $#found )) || _files
}
if [[ \${funcstack[1]} == _strata ]]; then _strata "$@"; else compdef _strata strata strata-images; fi
`,
  fish: `# fish completion for strata: strata completion fish | source
for name in strata strata-images
    complete -c $name -f -a '(STRATA_COMPLETE=(commandline -cp) strata completion words 2> /dev/null)'
    complete -c $name -n 'string match -q "*/*" -- (commandline -ct)' -F
end
`,
}
