import { ListCard, ListEmpty, ListNarrowed, ListTabs, OrderSelect } from '../design/list-card.tsx'
import { formatDays } from '../format/dates.ts'
import { withFirstPage } from '../page/address.ts'
import { Missing } from '../page/problems.tsx'
import { Pager } from '../page/pager.tsx'
import { navigate } from '../router/router.ts'
import { pageHref } from './page-address.ts'
import {
  facetNames,
  isBacklog,
  orderFields,
  type PageState,
  searchedText,
  type Show,
  wholeList,
  withoutFilters,
} from './page-state.ts'
import type { ServiceDeskPageQuery } from './service-desk-page.gen.ts'
import { TicketTable } from './ticket-table.tsx'

interface TicketListProps {
  readonly state: PageState
  readonly tickets: ServiceDeskPageQuery['tickets'] | null
  readonly summary: ServiceDeskPageQuery['summary']
  readonly counts: Pick<ServiceDeskPageQuery, 'open' | 'overdue'>
  readonly timeZone: string
}

/** The list of tickets behind the figures, filtered, sorted and paged. */
export function TicketList({ state, tickets, summary, counts, timeZone }: TicketListProps) {
  const text = searchedText(state)
  const orderBy = (sort: PageState['sort']) => navigate(pageHref({ ...state, ...withFirstPage, sort }))
  return (
    <ListCard
      id="tickets"
      title="Tickets"
      totalCount={tickets?.totalCount ?? null}
      tools={
        <>
          {!text && <Tabs state={state} summary={summary} counts={counts} />}
          <OrderSelect fields={orderFields} sort={state.sort} onChange={orderBy} />
        </>
      }
    >
      {text && (
        <ListNarrowed>
          <span>{`All tickets with “${text}” in the number or title, whenever created.`}</span>{' '}
          <a className="no-print" href={pageHref({ ...state, ...wholeList }, { fragment: 'tickets' })}>
            Clear the search
          </a>
        </ListNarrowed>
      )}
      {!text && isBacklog(state.show) && (
        <ListNarrowed>
          {`${state.show === 'overdue' ? 'All overdue tickets' : 'All tickets that are open now'}, whenever they were created.`}
        </ListNarrowed>
      )}
      {!text && state.days && !isBacklog(state.show) && (
        <ListNarrowed>
          <span>{state.show === 'completed' ? 'Only those completed on' : 'Only those created on'}</span>{' '}
          <strong>{formatDays(state.days.from, state.days.to)}</strong>{' '}
          <a className="no-print" href={pageHref({ ...state, ...withFirstPage, days: null })}>
            Show all days
          </a>
        </ListNarrowed>
      )}
      {tickets === null && <Missing />}
      {tickets && tickets.nodes.length === 0 && <NoTickets state={state} />}
      {tickets && tickets.nodes.length > 0 && (
        <TicketTable state={state} tickets={tickets.nodes} asOf={summary?.freshness.asOf ?? null} timeZone={timeZone} />
      )}
      {tickets && (
        <Pager
          position={state}
          hrefOf={(position) => pageHref({ ...state, ...position }, { fragment: 'tickets' })}
          what="tickets"
          pageInfo={tickets.pageInfo}
          rows={tickets.nodes.length}
          totalCount={tickets.totalCount}
        />
      )}
    </ListCard>
  )
}

interface TabsProps {
  readonly state: PageState
  readonly summary: ServiceDeskPageQuery['summary']
  readonly counts: Pick<ServiceDeskPageQuery, 'open' | 'overdue'>
}

/** The lists that the figures count; each tab shows its list's count. */
function Tabs({ state, summary, counts }: TabsProps) {
  const tabs: readonly (readonly [Show, string, number | undefined])[] = [
    ['backlog', 'Open now', counts.open?.totalCount],
    ['overdue', 'Overdue', counts.overdue?.totalCount],
    ['created', 'Created in period', summary?.totalTickets],
    ['open', 'Still open', summary?.openTickets],
    ['resolved', 'Closed', summary?.completedTickets],
    ['completed', 'Closed in period', summary?.completedInRange],
  ]
  return (
    <ListTabs
      label="Which tickets"
      tabs={tabs.map(([show, label, count]) => ({
        key: show,
        label,
        count,
        href: pageHref({ ...state, ...withFirstPage, show, days: null }),
        isCurrent: state.show === show,
      }))}
    />
  )
}

function NoTickets({ state }: { state: PageState }) {
  if (searchedText(state)) {
    return (
      <ListEmpty title="No tickets found">
        <p>{`No ticket has this text in its number or title${hasFacets(state) ? ' and matches the filters' : ''}.`}</p>
      </ListEmpty>
    )
  }
  if (isBacklog(state.show)) {
    return (
      <ListEmpty title={state.show === 'overdue' ? 'No ticket is overdue' : 'No ticket is open'}>
        <p>{hasFacets(state) ? 'At least none that matches the filters.' : 'The board is clear.'}</p>
      </ListEmpty>
    )
  }
  const cleared = pageHref(withoutFilters(state))
  const hasFilters = cleared !== pageHref({ ...state, ...withFirstPage })
  return (
    <ListEmpty title={hasFilters ? 'No tickets match' : 'No tickets in this period'}>
      <p>
        {hasFilters
          ? 'No tickets match these filters in this date range.'
          : 'Nothing was created on the reactive board. A longer range may have some.'}
      </p>
      {hasFilters ? (
        <a className="button" href={cleared}>
          Clear the filters
        </a>
      ) : (
        <a className="button" href={pageHref({ ...state, range: 'LAST_90_DAYS' })}>
          Show the last 90 days
        </a>
      )}
    </ListEmpty>
  )
}

const hasFacets = (state: PageState) => facetNames.some((name) => state[name].length > 0)
