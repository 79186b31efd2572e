import { createAgeTracker, type Age } from '../cache/age-tracker.ts'
import { mapAged } from '../cache/aged.ts'
import type { DateRange } from '../calendar/date-range.ts'
import { instantsOf } from '../calendar/days.ts'
import { countsOrThrow, loadFormStats } from './form-stats.ts'
import { countOrThrow, secondsOrThrow, sumCounts } from './metrics.ts'
import type { WebsiteQuery } from './website-context.ts'

/**
 * Figures of the website in a range, loaded lazily; those of HubSpot's analytics and those of the CRM fail
 * independently.
 */
export interface WebsiteFigures {
  readonly id: string
  readonly range: DateRange
  pageViews(): Promise<number>
  sessions(): Promise<number>
  /** In seconds, unrounded; null if there were no visits. */
  averageSessionSeconds(): Promise<number | null>
  /** The sum over all forms. */
  formSubmissions(): Promise<number>
  totalContacts(): Promise<number>
  newContacts(): Promise<number>
  /** Age of the oldest requested part. */
  age(): Promise<Age>
}

export function describeWebsite(question: WebsiteQuery): WebsiteFigures {
  const { website, range } = question
  const { loaders } = website
  const ageTracker = createAgeTracker()
  let isAsked = false
  const add: typeof ageTracker.add = (part) => {
    isAsked = true
    return ageTracker.add(part)
  }
  const total = async (metric: string) =>
    countOrThrow((await add(loaders.report('totals', range.from, range.to))).totals, metric)

  return {
    id: `${range.from}..${range.to}`,
    range,
    pageViews: () => total('rawViews'),
    sessions: () => total('visits'),
    async averageSessionSeconds() {
      // The breakdown `totals` is reported to lack per-session metrics.
      const { totals } = await add(loaders.report('sources', range.from, range.to))
      return countOrThrow(totals, 'visits') === 0 ? null : secondsOrThrow(totals, 'timePerSession')
    },
    formSubmissions: () => add(loadFormSubmissions(question)),
    totalContacts: () => add(loaders.count('contacts')),
    newContacts: () => add(loaders.count('contacts', instantsOf(range, range.timeZone))),
    async age() {
      // Figures listed after `freshness` in the document are requested in this same microtask.
      await Promise.resolve()
      // If only the age is requested, use that of the part that is always available.
      if (!isAsked) add(loaders.count('contacts')).catch(() => undefined)
      return ageTracker.oldest()
    },
  }
}

async function loadFormSubmissions(question: WebsiteQuery) {
  const stats = await loadFormStats(question)
  return mapAged(stats, (forms) => sumCounts(forms.map((form) => countsOrThrow(form).submissions)))
}
