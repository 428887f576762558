import { apk } from "./apk.ts"
import { conda } from "./conda.ts"
import { dpkg } from "./dpkg/dpkg.ts"
import { npm } from "./npm.ts"
import { python } from "./python/python.ts"
import { venv } from "./python/venv.ts"
import type { Reader } from "./reader.ts"
import { rpm } from "./rpm/rpm.ts"

/**
 * Who is asked first owns a path that several name: the distribution's package manager before conda, conda before
 * pip (conda's packages bring pip's records along), lists of files before folders.
 */
export const readers: readonly Reader[] = [dpkg, rpm, apk, conda, python, npm, venv]
