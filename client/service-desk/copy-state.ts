/** What the gateway has copied of one vendor's records, as far as it matters here. */
interface Copy {
  readonly vendor: string
  readonly collections: readonly { readonly complete: boolean; readonly progress: number }[]
}

/** How much of Autotask's records is copied, from 0 to 1; null once all of it is, or where nothing is copied. */
export function copyProgress(copies: readonly Copy[]): number | null {
  const incomplete = copies
    .filter(({ vendor }) => vendor === 'AUTOTASK')
    .flatMap(({ collections }) => collections)
    .filter(({ complete }) => !complete)
  return incomplete.length === 0 ? null : Math.min(...incomplete.map(({ progress }) => progress))
}

/** The share in whole percent: 100 only when there is nothing left to do. */
export const wholePercent = (progress: number): number => Math.min(99, Math.max(0, Math.floor(progress * 100)))
