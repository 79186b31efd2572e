import { VendorError } from '../errors/vendor-error.ts'
import { isCount } from '../figures/count.ts'
import type { MetricsOf } from '../vendors/hubspot/types.ts'

/** A single object, so that everything that depends on such a number is one entry in `errors`. */
const noCount = new VendorError(
  'HUBSPOT',
  'VENDOR_BAD_RESPONSE',
  'HubSpot’s analytics gave a number that is no count (a whole number from 0 to 2,147,483,647).',
)
const noMeasure = new VendorError(
  'HUBSPOT',
  'VENDOR_BAD_RESPONSE',
  'HubSpot’s analytics gave a length of visits that is no number of seconds.',
)

/** A count of the report, or its error. HubSpot omits zeros; never rounds or truncates. */
export function readCount(metrics: MetricsOf | undefined, name: string): number | VendorError {
  const value = metrics && Object.hasOwn(metrics, name) ? metrics[name] : 0
  return typeof value === 'number' && isCount(value) ? value : noCount
}

/** @throws VendorError as returned by `readCount` */
export function countOrThrow(metrics: MetricsOf | undefined, name: string): number {
  const count = readCount(metrics, name)
  if (count instanceof VendorError) throw count
  return count
}

/** The sum of counts. @throws VendorError `VENDOR_BAD_RESPONSE` if it exceeds the maximum count */
export function sumCounts(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (!isCount(total)) throw noCount
  return total
}

/** Seconds of the report. @throws VendorError `VENDOR_BAD_RESPONSE` for an invalid value */
export function secondsOrThrow(metrics: MetricsOf, name: string): number {
  const value = metrics[name] === undefined ? 0 : metrics[name]
  if (value === null || value < 0) throw noMeasure
  return value
}
