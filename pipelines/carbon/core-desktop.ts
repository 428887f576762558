import { apt, desktop, type OsName, type Step } from "strata-images"

/**
 * Cinnamon's core with the applications that the plan calls essential. Ubuntu's firefox is a snap, which no image can run.
 * VS Code is in no archive: Geany stands in until a team gives its repository and key
 * (`desktop.cinnamon({ apps: ["code"], sources: { code: ... } })`).
 */
export function coreDesktop(os: OsName): readonly Step<"desktop:cinnamon">[] {
  const apps = os.startsWith("ubuntu") ? (["tilix"] as const) : (["firefox", "tilix"] as const)
  return [desktop.cinnamon({ apps }), apt("geany")]
}
