import { Suspense, useMemo, useState } from 'react'
import { Page } from '../page/page.tsx'
import { describeRange } from '../page/describe-range.ts'
import type { PageLocation } from '../page/page-location.ts'
import { usePageQuery } from '../page/use-page-query.ts'
import { useRefetchExpired } from '../page/use-refetch-expired.ts'
import { useRefresh } from '../page/use-refresh.ts'
import { createPart } from '../parts/part.ts'
import { PartBoundary } from '../parts/part-boundary.tsx'
import { navigate } from '../router/router.ts'
import { useTimeZone } from '../settings/portal-config.tsx'
import { Breakdowns } from './breakdowns.tsx'
import { CopyProgress } from './copy-progress.tsx'
import { DayChart } from './day-chart.tsx'
import { Figures } from './figures.tsx'
import { pageHref, readAddress, readTicketId } from './page-address.ts'
import { PageSkeleton } from './page-skeleton.tsx'
import { isBacklog, searchedText, withoutFilters } from './page-state.ts'
import { PanelMissing } from './panel-missing.tsx'
import { pageVariables } from './page-variables.ts'
import { ServiceDeskControls } from './service-desk-controls.tsx'
import { ServiceDeskPageDocument } from './service-desk-page.gen.ts'
import styles from './service-desk-page.module.css'
import { TicketFilters } from './ticket-filters.tsx'
import { RightNow } from './right-now.tsx'
import { TicketList } from './ticket-list.tsx'
import { TicketSearch } from './ticket-search.tsx'
import { useFacets } from './use-facets.ts'

const ticketPanel = createPart(async () => (await import('./ticket-panel.tsx')).TicketPanel)

/** The service desk: the state of its URL, in one operation. */
export function ServiceDeskPage({ rest, search }: PageLocation) {
  const ticketId = readTicketId(rest)
  const timeZone = useTimeZone()
  const { state, notices } = useMemo(() => readAddress(search), [search])
  // A ticket in the initial URL is loaded with the page; one opened later has its own operation.
  const [deepLinkedId] = useState(ticketId)
  const withTicket = deepLinkedId !== null && deepLinkedId === ticketId
  const { data, result, variables, load } = usePageQuery(ServiceDeskPageDocument, {
    ...pageVariables(state),
    ticketId: deepLinkedId ?? '0',
    withTicket,
  })
  const { summary, tickets, open, overdue, unassigned } = data ?? {}
  const facets = useFacets(data)
  const refresh = useRefresh(['SERVICE_DESK'], result.refetch)
  const hasHoles = !summary || !tickets || !open || !overdue || !unassigned
  useRefetchExpired(result, variables, { ages: [summary?.freshness], hasHoles })

  return (
    <>
      <Page
        title="Service desk"
        subtitle={summary ? describeRange(summary.range) : null}
        freshness={summary?.freshness ?? null}
        refresh={refresh}
        controls={<ServiceDeskControls state={state} />}
        notices={notices}
        load={load}
        hasContent={Boolean(summary ?? tickets)}
        clearedHref={pageHref(withoutFilters(state))}
        loadingLabel="Loading the service desk"
        skeleton={<PageSkeleton />}
      >
        {data && <CopyProgress copies={data.copies} />}
        <div className={styles['tools']}>
          <TicketFilters state={state} facets={facets} />
          <TicketSearch state={state} tickets={load.outdated === null ? (tickets ?? null) : null} />
        </div>
        {data && !searchedText(state) && (
          <>
            <RightNow state={state} counts={data} />
            {!isBacklog(state.show) && (
              <>
                <Figures state={state} summary={summary ?? null} />
                <div className={styles['charts']}>
                  <DayChart state={state} summary={summary ?? null} />
                  <Breakdowns state={state} facets={facets} />
                </div>
              </>
            )}
          </>
        )}
        {data && (
          <TicketList
            state={state}
            tickets={tickets ?? null}
            summary={summary ?? null}
            counts={data}
            timeZone={timeZone}
          />
        )}
      </Page>
      {ticketId !== null && (
        <PartBoundary
          part={ticketPanel}
          fallback={(retry) => <PanelMissing onRetry={retry} onClose={() => navigate(pageHref(state))} />}
        >
          <Suspense>
            <ticketPanel.Component
              key="ticket"
              id={ticketId}
              cameWithPage={withTicket}
              isPageLoading={withTicket && load.isLoading && !result.data}
              pageProblems={withTicket ? load.problems.filter(({ field }) => field === 'ticket' || field === null) : []}
              siblings={tickets?.nodes.map((ticket) => ticket.id) ?? []}
              hrefOf={(id) => pageHref(state, { ticketId: id })}
              onClose={() => navigate(pageHref(state))}
            />
          </Suspense>
        </PartBoundary>
      )}
    </>
  )
}
