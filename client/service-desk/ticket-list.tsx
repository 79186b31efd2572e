import { ListCard, ListEmpty, ListNarrowed, ListTabs, OrderSelect } from '../design/list-card.tsx'
import { formatDays } from '../format/dates.ts'
import { withFirstPage } from '../page/address.ts'
import { Pager } from '../page/pager.tsx'
import { SearchField } from '../page/search-field.tsx'
import { navigate } from '../router/router.ts'
import { pageHref } from './page-address.ts'
import { orderFields, type PageState, type Show, withoutFilters } from './page-state.ts'
import type { ServiceDeskPageQuery } from './service-desk-page.gen.ts'
import { TicketTable } from './ticket-table.tsx'

interface TicketListProps {
  readonly state: PageState
  readonly tickets: ServiceDeskPageQuery['tickets'] | null
  readonly summary: ServiceDeskPageQuery['summary']
  readonly timeZone: string
}

/** The tickets behind the figures: which of them, in which order, page by page. */
export function TicketList({ state, tickets, summary, timeZone }: TicketListProps) {
  const orderBy = (sort: PageState['sort']) => navigate(pageHref({ ...state, ...withFirstPage, sort }))
  return (
    <ListCard
      id="tickets"
      title="Tickets"
      totalCount={tickets?.totalCount ?? null}
      search={
        <SearchField
          label="Search these tickets by number or title"
          placeholder="Number or title"
          value={state.search}
          onChange={(search) => navigate(pageHref({ ...state, ...withFirstPage, search }), { replace: true })}
        />
      }
      tools={
        <>
          <Tabs state={state} summary={summary} />
          <OrderSelect fields={orderFields} sort={state.sort} onChange={orderBy} />
        </>
      }
    >
      {state.days && (
        <ListNarrowed>
          <span>{state.show === 'completed' ? 'Only those completed on' : 'Only those created on'}</span>{' '}
          <strong>{formatDays(state.days.from, state.days.to)}</strong>{' '}
          <a className="no-print" href={pageHref({ ...state, ...withFirstPage, days: null })}>
            Show all days
          </a>
        </ListNarrowed>
      )}
      {tickets === null && (
        <ListEmpty>
          <p>The tickets are not available now. The message at the top of the page says why.</p>
        </ListEmpty>
      )}
      {tickets && tickets.nodes.length === 0 && <NoTickets state={state} />}
      {tickets && tickets.nodes.length > 0 && (
        <TicketTable state={state} tickets={tickets.nodes} asOf={summary?.freshness.asOf ?? null} timeZone={timeZone} />
      )}
      {tickets && (
        <Pager
          place={state}
          hrefOf={(place) => pageHref({ ...state, ...place }, { fragment: 'tickets' })}
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
}

/** The four lists that the figures count; each tab has the figure of its list. */
function Tabs({ state, summary }: TabsProps) {
  const tabs: readonly (readonly [Show, string, number | undefined])[] = [
    ['created', 'All created', summary?.totalTickets],
    ['open', 'Still open', summary?.openTickets],
    ['resolved', 'Completed by now', summary?.completedTickets],
    ['completed', 'Completed in these days', summary?.completedInRange],
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
  const cleared = pageHref(withoutFilters(state))
  const hasFilters = cleared !== pageHref({ ...state, ...withFirstPage })
  return (
    <ListEmpty title={hasFilters ? 'No tickets match' : 'No tickets in these days'}>
      <p>
        {hasFilters
          ? 'No ticket of these days fits all the filters in force.'
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
