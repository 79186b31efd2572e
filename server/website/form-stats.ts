import { oldest, type Aged } from '../cache/aged.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { compareText } from '../figures/compare-text.ts'
import type { Form, Report } from '../vendors/hubspot/types.ts'
import { readCount } from './metrics.ts'
import type { WebsiteQuery } from './website-context.ts'

/** A form with its figures in the range, if analytics are available. */
export interface FormStat extends Form {
  /** Or the error of the fields that need the counts. */
  readonly counts: FormCounts | Error
}

export interface FormCounts {
  readonly submissions: number
  readonly views: number
}

/**
 * All forms with their figures, most submissions first, then by name, then by id. Without analytics, the forms are
 * still listed, by name.
 */
export async function loadFormStats({ website, range }: WebsiteQuery): Promise<Aged<readonly FormStat[]>> {
  const [forms, report] = await Promise.allSettled([
    website.loaders.forms(),
    website.loaders.report('forms', range.from, range.to),
  ])
  if (forms.status === 'rejected') throw forms.reason
  const age = oldest(report.status === 'fulfilled' ? [forms.value, report.value] : [forms.value], forms.value.asOf)
  const rows = forms.value.value.map((form) => ({
    ...form,
    counts: report.status === 'fulfilled' ? countsOf(form, report.value.value) : (report.reason as Error),
  }))
  return { value: rows.sort(compareStats), ...age }
}

const incomplete = new VendorError(
  'HUBSPOT',
  'VENDOR_BAD_RESPONSE',
  'HubSpot’s report leaves out some of the forms it counts, so what this one brought cannot be told.',
)

/**
 * The report is keyed by form id. A form missing from a complete report had no submissions, and an omitted metric is
 * zero.
 */
function countsOf({ id }: Form, { breakdowns, isComplete }: Report): FormCounts | VendorError {
  const key = id.toLowerCase()
  const metrics = Object.hasOwn(breakdowns, key) ? breakdowns[key] : undefined
  if (!metrics && !isComplete) return incomplete
  const [submissions, views] = [readCount(metrics, 'submissions'), readCount(metrics, 'formViews')]
  if (submissions instanceof VendorError) return submissions
  return views instanceof VendorError ? views : { submissions, views }
}

function compareStats(a: FormStat, b: FormStat): number {
  return submissionsOf(b) - submissionsOf(a) || compareText(a.name, b.name) || compareText(a.id, b.id)
}

const submissionsOf = ({ counts }: FormStat) => (counts instanceof Error ? 0 : counts.submissions)

/** The counts. @throws their error */
export function countsOrThrow({ counts }: FormStat): FormCounts {
  if (counts instanceof Error) throw counts
  return counts
}

/**
 * Submissions per view, from 0 to 1; null if there were no views, or more submissions than views, as for embedded
 * forms, whose views are not counted.
 */
export function conversionRate({ submissions, views }: FormCounts): number | null {
  return views === 0 || submissions > views ? null : submissions / views
}
