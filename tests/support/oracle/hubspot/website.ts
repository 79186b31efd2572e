import { liesIn, type Range } from '../days.ts'
import { compareText } from '../labels.ts'
import { roundedMean, sumExactly } from '../numbers.ts'
import { present, propertyOf, type HubSpotState } from './state.ts'

export type ExpectedWebsiteAnalytics = {
  range: Range
  pageViews: number
  sessions: number
  totalContacts: number
  newContacts: number
  formSubmissions: number
  averageSessionSeconds: number | null
}

export type ExpectedFormStat = {
  id: string
  name: string
  formType: string
  submissions: number
  views: number
  conversionRate: number | null
}

/** The counts of one day. Days are HubSpot's own, so no zone is involved: `from` and `to` are compared as they are. */
type DayRow = Record<string, unknown> & { date: string }

function daysOf(state: HubSpotState, list: 'sources' | 'forms', { from, to }: Range): DayRow[] {
  const rows = state.analytics[list]
  if (!Array.isArray(rows)) throw new Error(`analytics has no ${list}`)
  return (rows as DayRow[]).filter(({ date }) => from <= date && date <= to)
}

/** The sum of a metric; rows without it add nothing. */
function total(rows: DayRow[], metric: string): number {
  let sum = 0
  for (const row of rows) {
    const count = row[metric] ?? 0
    if (typeof count !== 'number') throw new Error(`${metric} is no number on ${row.date}`)
    sum += count
  }
  return sum
}

/** Submissions per view; null when nobody saw the form, or fewer than sent it. */
function rateOf(submissions: number, views: number): number | null {
  return views < submissions ? null : roundedMean(sumExactly([submissions]), views)
}

/** The graph's `formStats`: most submissions first, then by name, then by id. */
export function expectedFormStats(state: HubSpotState, range: Range): ExpectedFormStat[] {
  const days = daysOf(state, 'forms', range)
  return present(state.forms)
    .map(({ id, name, formType }) => {
      const own = days.filter((row) => row.formId === id)
      const [submissions, views] = [total(own, 'submissions'), total(own, 'formViews')]
      return { id, name, formType, submissions, views, conversionRate: rateOf(submissions, views) }
    })
    .sort((a, b) => b.submissions - a.submissions || compareText(a.name, b.name) || compareText(a.id, b.id))
}

/** The graph's `WebsiteAnalytics` without `id` and `freshness`. */
export function expectedWebsiteAnalytics(state: HubSpotState, range: Range): ExpectedWebsiteAnalytics {
  const days = daysOf(state, 'sources', range)
  const sessions = total(days, 'visits')
  const contacts = present(state.contacts)
  let formSubmissions = 0
  for (const { submissions } of expectedFormStats(state, range)) formSubmissions += submissions
  return {
    range: { from: range.from, to: range.to, timeZone: range.timeZone },
    pageViews: total(days, 'rawViews'),
    sessions,
    totalContacts: contacts.length,
    newContacts: contacts.filter((contact) => liesIn(propertyOf(contact, 'createdate'), range)).length,
    formSubmissions,
    averageSessionSeconds: roundedMean(sumExactly([total(days, 'time')]), sessions),
  }
}
