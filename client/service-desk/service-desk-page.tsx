import { skipToken, useQuery } from '@apollo/client/react'
import { Suspense, useMemo, useState } from 'react'
import { usePortalConfig } from '../settings/portal-config.tsx'
import { useDocumentTitle } from '../page/use-document-title.ts'
import { answerOf } from '../graphql/answer.ts'
import { Stopped } from '../design/skeletons.tsx'
import { refusalOf } from '../page/refusal.ts'
import { Notices } from '../page/notices.tsx'
import { PageContent } from '../page/page-content.tsx'
import type { PageLocation } from '../page/page-location.ts'
import { describeRange, PageHeader } from '../page/page-header.tsx'
import { NoAccess, Problems } from '../page/problems.tsx'
import { outdatedOf } from '../page/updating.tsx'
import { useRefetchExpired } from '../page/use-refetch-expired.ts'
import { useRefresh } from '../page/use-refresh.ts'
import { useStableVariables } from '../page/use-stable-variables.ts'
import { useStop } from '../page/use-stop.ts'
import { createPart } from '../parts/part.ts'
import { PartBoundary } from '../parts/part-boundary.tsx'
import { navigate } from '../router/router.ts'
import { Breakdowns } from './breakdowns.tsx'
import { DayChart } from './day-chart.tsx'
import { Figures } from './figures.tsx'
import { pageHref, readAddress, readTicketId } from './page-address.ts'
import { PageSkeleton } from './page-skeleton.tsx'
import { isBacklog, searchedText, withoutFilters } from './page-state.ts'
import { PanelMissing } from './panel-missing.tsx'
import { pageVariables } from './page-variables.ts'
import { ServiceDeskControls } from './service-desk-controls.tsx'
import { ServiceDeskPageDocument, type ServiceDeskPageQuery } from './service-desk-page.gen.ts'
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
  useDocumentTitle('Service desk')
  const config = usePortalConfig()
  const { state, notices } = useMemo(() => readAddress(search), [search])
  // A ticket in the initial URL is loaded with the page; one opened later has its own operation.
  const [deepLinkedId] = useState(ticketId)
  const withTicket = deepLinkedId !== null && deepLinkedId === ticketId
  const variables = useStableVariables({ ...pageVariables(state), ticketId: deepLinkedId ?? '0', withTicket })
  const { isStopped, stop, resume, context } = useStop(variables)
  const result = useQuery(ServiceDeskPageDocument, isStopped ? skipToken : { variables, context, errorPolicy: 'all' })
  const { error, loading, refetch } = result
  const { data, isPrevious, problems } = answerOf<ServiceDeskPageQuery>(result)
  const { summary, tickets } = data ?? {}
  const facets = useFacets(data)
  const refresh = useRefresh(['SERVICE_DESK'], refetch)
  const { open, overdue, unassigned } = data ?? {}
  const hasHoles = !summary || !tickets || !open || !overdue || !unassigned
  useRefetchExpired(result, variables, { ages: [summary?.freshness], hasHoles })

  const retry = () => void refetch().catch(() => {})
  const isFirstLoad = !data || !config
  const refusal = refusalOf(problems, Boolean(summary ?? tickets))

  return (
    <>
      <PageHeader
        title="Service desk"
        subtitle={summary ? describeRange(summary.range) : null}
        freshness={summary?.freshness ?? null}
        refresh={refusal ? null : refresh}
        isLoading={loading}
      >
        {!refusal && <ServiceDeskControls state={state} />}
      </PageHeader>
      <Notices notices={notices} />
      {refusal && <NoAccess problem={refusal} />}
      {problems.length > 0 && !refusal && (
        <Problems
          level="page"
          problems={problems}
          onRetry={retry}
          isRetrying={loading}
          isPartial={Boolean(summary ?? tickets)}
          clearedHref={pageHref(withoutFilters(state))}
        />
      )}
      {isFirstLoad && isStopped && <Stopped onResume={resume} />}
      {isFirstLoad && !isStopped && !error && <PageSkeleton onStop={stop} />}
      {!isFirstLoad && !refusal && (
        <PageContent isLoading={loading} outdated={outdatedOf(isPrevious, loading)}>
          <div className={styles['tools']}>
            <TicketFilters state={state} facets={facets} />
            <TicketSearch state={state} tickets={isPrevious ? null : (tickets ?? null)} />
          </div>
          {!searchedText(state) && (
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
          <TicketList
            state={state}
            tickets={tickets ?? null}
            summary={summary ?? null}
            counts={data}
            timeZone={config.timeZone}
          />
        </PageContent>
      )}
      {ticketId !== null && (
        <PartBoundary fallback={(retry) => <PanelMissing onRetry={retry} onClose={() => navigate(pageHref(state))} />}>
          <Suspense>
            <ticketPanel.Component
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
        </PartBoundary>
      )}
    </>
  )
}
