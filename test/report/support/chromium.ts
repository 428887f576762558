import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

/** An installed Chromium; tests bring none of their own. */
export const chromiumPath = (process.env.PATH ?? "")
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((file) => existsSync(file))

/** For a test's title, so that a skipped one says why. */
export const whyNoChromium = chromiumPath ? "" : "(skipped: no Chromium is installed; apt-get install chromium)"
