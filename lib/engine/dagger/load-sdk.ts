import { StrataError } from "../../errors/index.ts"

export type DaggerSdk = typeof import("@dagger.io/dagger")

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND"
}

/**
 * Loads Dagger's SDK, an optional peer: whoever builds with BuildKit alone does not have it.
 * @throws StrataError `engine-unavailable` where it is not installed
 */
export async function loadSdk(load = (): Promise<DaggerSdk> => import("@dagger.io/dagger")): Promise<DaggerSdk> {
  try {
    return await load()
  } catch (cause) {
    if (!isMissing(cause)) throw cause
    throw new StrataError(
      {
        code: "engine-unavailable",
        message: "the dagger engine needs Dagger's SDK, which is not installed",
        fix: "npm install --save-dev @dagger.io/dagger@0.21",
      },
      { cause },
    )
  }
}
