import { useQuery } from '@apollo/client/react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { usePortalConfig } from '../app/portal-config.tsx'
import { useDocumentTitle } from '../app/use-document-title.ts'
import { problemsOf } from '../graphql/problems.ts'
import { navigate } from '../router/router.ts'
import { Breakdowns } from './breakdowns.tsx'
import { DayChart } from './day-chart.tsx'
import { Figures } from './figures.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Notices } from './notices.tsx'
import { pageHref, readAddress } from './page-address.ts'
import { PageHeader } from './page-header.tsx'
import { pageVariables } from './page-variables.ts'
import { ProblemBanner } from './problem-banner.tsx'
import { ServiceDeskPageDocument } from './service-desk-page.gen.ts'
import styles from './service-desk-page.module.css'
import { PageSkeleton } from './page-skeleton.tsx'
import { TicketList } from './ticket-list.tsx'
import { useFacets } from './use-facets.ts'
import { useKeepFresh } from './use-keep-fresh.ts'
import { useRefresh } from './use-refresh.ts'

const TicketPanel = lazy(() => import('./ticket-panel.tsx').then(({ TicketPanel }) => ({ default: TicketPanel })))

/** The service desk: what its address asks for, in one operation. */
export function ServiceDeskPage({ query, ticketId }: { query: string; ticketId: string | null }) {
  useDocumentTitle('Service desk')
  const config = usePortalConfig()
  const { state, notices } = useMemo(() => readAddress(query), [query])
  // A ticket in the address one arrives at comes along with the page; one opened later is asked for by itself.
  const [deepLinkedId] = useState(ticketId)
  const withTicket = deepLinkedId !== null && deepLinkedId === ticketId
  const variables = useMemo(
    () => ({ ...pageVariables(state), ticketId: deepLinkedId ?? '0', withTicket }),
    [state, deepLinkedId, withTicket],
  )
  const result = useQuery(ServiceDeskPageDocument, { variables, errorPolicy: 'all' })
  const { error, loading, refetch } = result
  const problems = problemsOf(error)
  // An answer that failed must not pass off older rows as its own; only a lost session keeps them, under its dialog.
  const keepsPrevious = problems.every(({ code }) => code === 'UNAUTHENTICATED')
  const data = result.data ?? (keepsPrevious ? result.previousData : undefined)
  const facets = useFacets(data)
  const refresh = useRefresh(refetch)
  useKeepFresh(result, variables)

  const retry = () => void refetch().catch(() => {})
  const isFirstLoad = !data || !config
  useEffect(() => {
    // An address with a fragment leads to a part that is there only now.
    if (!isFirstLoad && window.location.hash) navigate(window.location.href)
  }, [isFirstLoad])
  const { summary, tickets } = (data ?? {}) as Partial<NonNullable<typeof result.data>>

  return (
    <>
      <PageHeader state={state} summary={summary ?? null} refresh={refresh} isLoading={loading} />
      <Notices notices={notices} />
      {problems.length > 0 && (
        <ProblemBanner
          problems={problems}
          onRetry={retry}
          isRetrying={loading}
          isPartial={Boolean(summary ?? tickets)}
          state={state}
        />
      )}
      {isFirstLoad && !error && <PageSkeleton />}
      {!isFirstLoad && (
        <div className={styles['content']} aria-busy={loading} data-busy={loading || undefined}>
          <FilterBar state={state} facets={facets} />
          <Figures state={state} summary={summary ?? null} />
          <div className={styles['charts']}>
            <DayChart state={state} summary={summary ?? null} />
            <Breakdowns state={state} facets={facets} />
          </div>
          <TicketList state={state} tickets={tickets ?? null} summary={summary ?? null} timeZone={config.timeZone} />
        </div>
      )}
      {ticketId !== null && (
        <Suspense>
          <TicketPanel
            key="ticket"
            id={ticketId}
            cameWithPage={withTicket}
            isPageLoading={withTicket && loading && !result.data}
            pageProblems={withTicket ? problems.filter(({ field }) => field === 'ticket' || field === null) : []}
            siblings={tickets?.nodes.map((ticket) => ticket.id) ?? []}
            hrefOf={(id) => pageHref(state, { ticketId: id })}
            onClose={() => navigate(pageHref(state))}
          />
        </Suspense>
      )}
    </>
  )
}
