import { createAgeTracker, type Age } from '../cache/age-tracker.ts'
import type { Book, Ledger } from './book.ts'

/** Figures of the CRM, loaded lazily: counts are quick, and only queries for deals wait for deals. */
export interface CrmFigures {
  contacts(): Promise<number>
  companies(): Promise<number>
  ledger(): Promise<Ledger>
  /** Age of the oldest requested part. */
  age(): Promise<Age>
}

export function summarizeCrm(book: Book): CrmFigures {
  const ageTracker = createAgeTracker()
  const { loaders } = book
  let isAsked = false
  const asked = <T>(part: Promise<T>) => {
    isAsked = true
    return part
  }
  return {
    contacts: () => asked(ageTracker.add(loaders.count('contacts'))),
    companies: () => asked(ageTracker.add(loaders.count('companies'))),
    ledger: () => asked(ageTracker.add(book.ledger())),
    async age() {
      // Figures listed after `freshness` in the document are requested in this same microtask.
      await Promise.resolve()
      // If only the age is requested, use that of the counts. Errors surface where the figures are requested.
      if (!isAsked) ageTracker.add(loaders.count('contacts')).catch(() => undefined)
      return ageTracker.oldest()
    },
  }
}
