import { z } from "zod"
import { parseLedger } from "../ledger/index.ts"
import { metricsSchema } from "../metrics/metrics.ts"
import { inspectionSchema } from "../report/inspection-schema.ts"
import { type Measurements, measureInspection, measureLedger, measureMetrics } from "./measurements.ts"

const anyDocument = z.looseObject({ format: z.string() })

/**
 * The sizes that a document says: a ledger, what `strata inspect --json` prints, or a build's metrics.
 * @throws RangeError or ZodError, with what is wrong
 */
export function parseMeasurements(value: unknown): Measurements {
  const { format } = anyDocument.parse(value)
  switch (format) {
    case "strata.ledger":
      return measureLedger(parseLedger(value))
    case "strata.inspect":
      return measureInspection(inspectionSchema.parse(value))
    case "strata.metrics":
      return measureMetrics(metricsSchema.parse(value))
    default:
      throw new RangeError(`its format is '${format}', not strata.ledger, strata.inspect or strata.metrics`)
  }
}
