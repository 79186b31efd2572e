import { createAgeTracker, type Age } from '../cache/age-tracker.ts'
import type { SalesContext, DealSnapshot } from './sales-context.ts'

/** Figures of the CRM, loaded lazily: counts are quick, and only queries for deals wait for deals. */
export interface CrmFigures {
  contacts(): Promise<number>
  companies(): Promise<number>
  dealSnapshot(): Promise<DealSnapshot>
  /** Age of the oldest requested part. */
  age(): Promise<Age>
}

export function summarizeCrm(sales: SalesContext): CrmFigures {
  const ageTracker = createAgeTracker()
  const { loaders } = sales
  let isAsked = false
  const asked = <T>(part: Promise<T>) => {
    isAsked = true
    return part
  }
  return {
    contacts: () => asked(ageTracker.add(loaders.count('contacts'))),
    companies: () => asked(ageTracker.add(loaders.count('companies'))),
    dealSnapshot: () => asked(ageTracker.add(sales.dealSnapshot())),
    async age() {
      // Figures listed after `freshness` in the document are requested in this same microtask.
      await Promise.resolve()
      // If only the age is requested, use that of the counts. Errors surface where the figures are requested.
      if (!isAsked) ageTracker.add(loaders.count('contacts')).catch(() => undefined)
      return ageTracker.oldest()
    },
  }
}
