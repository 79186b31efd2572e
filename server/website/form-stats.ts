import { oldest, type Dated } from '../cache/dated.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { compareText } from '../figures/compare-text.ts'
import type { Form, Report } from '../vendors/hubspot/types.ts'
import { readCount } from './metrics.ts'
import type { SiteQuestion } from './site.ts'

/** A form, and what it brought in the range where the analytics could be had. */
export interface FormStat extends Form {
  /** The error that stands for the counts when there are none. */
  readonly counts: FormCounts | Error
}

export interface FormCounts {
  readonly submissions: number
  readonly views: number
}

/**
 * All forms with what they brought, most submissions first, then by name, then by id. Without analytics the forms are
 * there all the same, by name.
 */
export async function loadFormStats({ site, range }: SiteQuestion): Promise<Dated<readonly FormStat[]>> {
  const [forms, report] = await Promise.allSettled([
    site.loaders.forms(),
    site.loaders.report('forms', range.from, range.to),
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
 * The report names forms by their id; one that a complete report does not name brought nothing, and a metric it leaves
 * out is zero.
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

/** The counts. @throws the error that stands for them */
export function countsOrThrow({ counts }: FormStat): FormCounts {
  if (counts instanceof Error) throw counts
  return counts
}

/**
 * Submissions per view, from 0 to 1; null when nobody saw the form, or when it was sent in more often than seen, as
 * embedded forms are whose views are not counted.
 */
export function conversionRate({ submissions, views }: FormCounts): number | null {
  return views === 0 || submissions > views ? null : submissions / views
}
