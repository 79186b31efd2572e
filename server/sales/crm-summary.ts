import { createAges, type Age } from '../cache/ages.ts'
import type { Book, Ledger } from './book.ts'

/**
 * Figures of the CRM. What a figure needs is loaded when it is first asked for: counts come quickly, and nobody waits for
 * deals who does not ask for them.
 */
export interface CrmFigures {
  contacts(): Promise<number>
  companies(): Promise<number>
  ledger(): Promise<Ledger>
  /** The age of the oldest part of what was asked for. */
  age(): Promise<Age>
}

export function summarizeCrm(book: Book): CrmFigures {
  const ages = createAges()
  const { loaders } = book
  let isAsked = false
  const asked = <T>(part: Promise<T>) => {
    isAsked = true
    return part
  }
  return {
    contacts: () => asked(ages.add(loaders.count('contacts'))),
    companies: () => asked(ages.add(loaders.count('companies'))),
    ledger: () => asked(ages.add(book.ledger())),
    async age() {
      // The figures that stand behind `freshness` in the document are asked for in this same turn.
      await Promise.resolve()
      // Whoever asks for nothing but the age means that of the counts. Failures show where the figures are asked for.
      if (!isAsked) ages.add(loaders.count('contacts')).catch(() => undefined)
      return ages.oldest()
    },
  }
}
