import { glob } from "../../glob.ts"
import type { ImageTree } from "../../image-tree.ts"
import type { Failure, Found } from "../../types.ts"
import { failureOf } from "../failure.ts"

/** Type, control and module of a line; a `-` before the type says that the module may be missing (pam.conf(5)). */
const rule = /^(-?)(?:auth|account|password|session)\s+(\[[^\]]*\]|\S+)\s+(\S+\.so)/

/** Whether PAM goes on without the module: `optional`, or a list of actions that ignores it. */
function mayBeMissing(dash: string, control: string): boolean {
  return dash === "-" || control === "optional" || /module_unknown=ignore/.test(control)
}

/** Modules that the rules of a PAM service need and that are not there: nobody can log in or use sudo then. */
export function pamModules(tree: ImageTree): Found {
  const failures: Failure[] = []
  let looked = 0
  for (const file of glob(tree, "/etc/pam.d/*")) {
    for (const line of tree.text(file).split("\n")) {
      const [, dash = "", control = "", module = ""] = rule.exec(line) ?? []
      if (module === "" || mayBeMissing(dash, control)) continue
      looked++
      const places = module.startsWith("/")
        ? [module]
        : [
            `/usr/lib/*/security/${module}`,
            `/lib/*/security/${module}`,
            `/usr/lib64/security/${module}`,
            `/usr/lib/security/${module}`,
          ]
      if (places.some((place) => glob(tree, place).some((path) => tree.follow(path) !== undefined))) continue
      const removed = tree.everNamed(module).flatMap((path) => tree.whoRemoved(path) ?? [])[0]
      failures.push(
        failureOf(tree, file, {
          key: `pam ${tree.name(file)} ${module}`,
          message: `${tree.name(file)} needs the module ${module}, which is not there`,
          ...(removed === undefined ? {} : { cause: removed }),
        }),
      )
    }
  }
  return { looked, failures }
}
