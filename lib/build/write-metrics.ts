import { mkdir, rename, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { StrataError } from "../errors/index.ts"
import { canonicalJson } from "../ir/index.ts"
import type { Metrics } from "../metrics/index.ts"
import { toOpenMetrics } from "../report/index.ts"

/**
 * Writes the metrics document, or OpenMetrics text where the file's name ends in `.prom`. The file appears whole or
 * not at all. @throws StrataError `output-failed`
 */
export async function writeMetrics(file: string, metrics: Metrics): Promise<void> {
  const text = file.endsWith(".prom") ? toOpenMetrics(metrics) : canonicalJson(metrics)
  const temporary = `${file}.${process.pid}.tmp`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(temporary, text)
    await rename(temporary, file)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StrataError(
      {
        code: "output-failed",
        message: `cannot write the metrics to '${file}': ${why}`,
        fix: "name a file in a folder that can be written",
      },
      { cause },
    )
  }
}
