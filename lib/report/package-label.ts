interface NamedPackage {
  readonly ecosystem: string
  readonly name: string
  readonly version?: string
  readonly location?: string
}

/** A package for people: `torch 2.4.1 (python, opt/venv)`. What nobody owns is `unowned`. */
export function packageLabel({ ecosystem, name, version, location }: NamedPackage): string {
  if (ecosystem === "none") return "unowned"
  const named = version === undefined ? name : `${name} ${version}`
  return `${named} (${location ? `${ecosystem}, ${location}` : ecosystem})`
}
