/** What the gateway has copied of one vendor's records, as far as it matters here. */
interface Copy {
  readonly vendor: string
  readonly collections: readonly { readonly name: string; readonly complete: boolean; readonly progress: number }[]
}

/** What is copied together: sales activity, which this page does not show, is a copy of its own. */
const ticketRecords = new Set(['Tickets', 'TimeEntries'])

/** How much of Autotask's tickets is copied, from 0 to 1; null once all of them are, or where nothing is copied. */
export function copyProgress(copies: readonly Copy[]): number | null {
  const incomplete = copies
    .filter(({ vendor }) => vendor === 'AUTOTASK')
    .flatMap(({ collections }) => collections)
    .filter(({ name, complete }) => ticketRecords.has(name) && !complete)
  return incomplete.length === 0 ? null : Math.min(...incomplete.map(({ progress }) => progress))
}

/** The share in whole percent: 100 only when there is nothing left to do. */
export const wholePercent = (progress: number): number => Math.min(99, Math.max(0, Math.floor(progress * 100)))
