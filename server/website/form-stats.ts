import { oldest, type Dated } from '../cache/dated.ts'
import { compareText } from '../figures/compare-text.ts'
import type { Form, Report } from '../vendors/hubspot/types.ts'
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

/** The report names forms by their id; one it does not name brought nothing, and a metric it leaves out is zero. */
function countsOf({ id }: Form, { breakdowns }: Report): FormCounts {
  const metrics = breakdowns[id.toLowerCase()] ?? {}
  return { submissions: metrics['submissions'] ?? 0, views: metrics['formViews'] ?? 0 }
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
