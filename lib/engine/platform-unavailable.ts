import { StrataError } from "../errors/index.ts"

/** What makes a Debian or Ubuntu run programs of other platforms; the second package registers them without systemd. */
export const emulationRemedy = "apt-get install qemu-user-static binfmt-support"

/** Programs of a platform cannot run where the build would be. */
export function platformUnavailable(platform: string, where: string, detail?: string): StrataError {
  return new StrataError({
    code: "platform-unavailable",
    message: `${where} cannot run programs of ${platform}`,
    fix: `emulate them there (${emulationRemedy}), or build on a builder of that platform: --builder=NAME`,
    ...(detail === undefined ? {} : { detail }),
  })
}
