import { formatDays } from '../format/dates.ts'
import { formatCount } from '../format/numbers.ts'
import { navigate } from '../router/router.ts'
import { pageHref } from './page-address.ts'
import { orderFields, type PageState, type Show, withFirstPage, withoutFilters } from './page-state.ts'
import { Pager } from './pager.tsx'
import { SearchField } from './search-field.tsx'
import type { ServiceDeskPageQuery } from './service-desk-page.gen.ts'
import styles from './ticket-list.module.css'
import { TicketTable } from './ticket-table.tsx'

interface TicketListProps {
  readonly state: PageState
  readonly tickets: ServiceDeskPageQuery['tickets'] | null
  readonly summary: ServiceDeskPageQuery['summary']
  readonly timeZone: string
}

/** The tickets behind the figures: which of them, in which order, page by page. */
export function TicketList({ state, tickets, summary, timeZone }: TicketListProps) {
  return (
    <section className={`card ${styles['list']}`} aria-labelledby="tickets">
      <div className={styles['head']}>
        <h2 id="tickets" tabIndex={-1}>
          Tickets {tickets && <span className={`number ${styles['total']}`}>{formatCount(tickets.totalCount)}</span>}
        </h2>
        <SearchField
          value={state.search}
          onChange={(search) => navigate(pageHref({ ...state, ...withFirstPage, search }), { replace: true })}
        />
      </div>
      <div className={styles['tools']}>
        <Tabs state={state} summary={summary} />
        <label className={styles['order']}>
          <span>Order by</span>
          <select
            className="field"
            value={`${state.sort.descending ? '-' : ''}${state.sort.field}`}
            onChange={({ target }) => navigate(pageHref({ ...state, ...withFirstPage, sort: readSort(target.value) }))}
          >
            {Object.entries(orderFields).flatMap(([field, label]) => [
              <option key={field} value={field}>
                {label}, ascending
              </option>,
              <option key={`-${field}`} value={`-${field}`}>
                {label}, descending
              </option>,
            ])}
          </select>
        </label>
      </div>
      {state.days && (
        <p className={styles['narrowed']}>
          Only those {state.show === 'completed' ? 'completed' : 'created'} on{' '}
          <strong>{formatDays(state.days.from, state.days.to)}</strong>.{' '}
          <a href={pageHref({ ...state, ...withFirstPage, days: null })}>Show all days</a>
        </p>
      )}
      {tickets === null && (
        <p className={styles['empty']}>
          The tickets are not available now. The message at the top of the page says why.
        </p>
      )}
      {tickets && tickets.nodes.length === 0 && <NoTickets state={state} />}
      {tickets && tickets.nodes.length > 0 && (
        <TicketTable state={state} tickets={tickets.nodes} asOf={summary?.freshness.asOf ?? null} timeZone={timeZone} />
      )}
      {tickets && (
        <Pager state={state} pageInfo={tickets.pageInfo} rows={tickets.nodes.length} totalCount={tickets.totalCount} />
      )}
    </section>
  )
}

function readSort(value: string): PageState['sort'] {
  const field = value.replace(/^-/, '') as PageState['sort']['field']
  return { field, descending: value.startsWith('-') }
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
    <nav aria-label="Which tickets" className={styles['tabs']}>
      {tabs.map(([show, label, count]) => (
        <a
          key={show}
          href={pageHref({ ...state, ...withFirstPage, show, days: null })}
          {...(state.show === show ? { 'aria-current': true } : {})}
        >
          {label}
          {count !== undefined && <span className={`number ${styles['tabCount']}`}>{formatCount(count)}</span>}
        </a>
      ))}
    </nav>
  )
}

function NoTickets({ state }: { state: PageState }) {
  const cleared = pageHref(withoutFilters(state))
  const hasFilters = cleared !== pageHref({ ...state, ...withFirstPage })
  return (
    <div className={styles['empty']}>
      <p className={styles['emptyTitle']}>{hasFilters ? 'No tickets match' : 'No tickets in these days'}</p>
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
    </div>
  )
}
