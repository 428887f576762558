import { writeFile } from "node:fs/promises"
import { StrataError } from "../../errors/index.ts"

/** Writes a report to the file that the user named. @throws StrataError `output-failed` */
export async function writeReport(file: string, report: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, report)
  } catch (cause) {
    throw new StrataError(
      {
        code: "output-failed",
        message: `'${file}' cannot be written: ${(cause as Error).message}`,
        fix: "name a file in a folder that is there and may be written to",
      },
      { cause },
    )
  }
}
