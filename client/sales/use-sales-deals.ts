import { skipToken, useQuery } from '@apollo/client/react'
import { useCallback, useState } from 'react'
import { answerOf } from '../graphql/answer.ts'
import type { Problem } from '../graphql/problems.ts'
import { useRefetchExpired } from '../page/use-refetch-expired.ts'
import { areEqual, useStableVariables } from '../page/use-stable-variables.ts'
import type { PageState } from './page-state.ts'
import { dealVariables } from './page-variables.ts'
import { DealListDocument, type DealListQuery, SalesDealsDocument, type SalesDealsQuery } from './sales-page.gen.ts'

export type DealSummary = NonNullable<SalesDealsQuery['dealSummary']>
export type Pipeline = NonNullable<SalesDealsQuery['dealPipelines']>[number]
export type Deals = NonNullable<DealListQuery['deals']>

export interface SalesDeals {
  /** Undefined until the first answer, null when it could not be loaded. */
  readonly summary: DealSummary | null | undefined
  readonly pipelines: readonly Pipeline[] | null | undefined
  readonly deals: Deals | null | undefined
  readonly problems: readonly Problem[]
  /** Whether the deals belong to a previous operation. */
  readonly isPrevious: boolean
  readonly isLoading: boolean
  /** All deals are being read, which may take a while. */
  readonly isReading: boolean
  readonly refetch: () => Promise<unknown>
}

/**
 * The data computed from deals. The page's first list is loaded with the figures, in one operation; another filter,
 * order or page loads the list alone.
 *
 * @param context aborts the requests; null once they were cancelled
 */
export function useSalesDeals(state: PageState, context: { readonly signal: AbortSignal } | null): SalesDeals {
  const variables = useStableVariables(dealVariables(state))
  const [first] = useState(variables)
  const isFirst = areEqual(variables, first)

  const all = useQuery(
    SalesDealsDocument,
    context === null ? skipToken : { variables: first, context, errorPolicy: 'all', notifyOnNetworkStatusChange: true },
  )
  const list = useQuery(
    DealListDocument,
    isFirst || context === null ? skipToken : { variables, context, errorPolicy: 'all' },
  )
  const allAnswer = answerOf<SalesDealsQuery>(all)
  const listAnswer = answerOf<DealListQuery>(list)
  const { refetch: refetchAll } = all
  const { refetch: refetchList } = list
  const refetch = useCallback(
    () => Promise.all([refetchAll(), ...(isFirst ? [] : [refetchList()])]),
    [refetchAll, refetchList, isFirst],
  )

  const { dealSummary, dealPipelines, deals: firstDeals } = allAnswer.data ?? {}
  // Until the current operation is answered the page's first list is shown, marked as previous data.
  const isStandIn = !isFirst && listAnswer.data === undefined && listAnswer.mayShowPrevious
  const deals = isFirst || isStandIn ? firstDeals : listAnswer.data ? listAnswer.data.deals : null
  const isPrevious = isFirst ? allAnswer.isPrevious : isStandIn || listAnswer.isPrevious
  useRefetchExpired({ ...all, refetch }, first, {
    ages: [deals?.freshness],
    hasHoles: !dealSummary || !dealPipelines || !firstDeals,
  })
  return {
    summary: dealSummary,
    pipelines: dealPipelines,
    deals,
    // Ignore the problems of a list that is no longer shown.
    problems: [
      ...allAnswer.problems.filter(({ field }) => isFirst || field !== 'deals'),
      ...(isFirst ? [] : listAnswer.problems),
    ],
    isPrevious: isPrevious && Boolean(deals),
    isLoading: all.loading || list.loading,
    isReading: all.loading,
    refetch,
  }
}
