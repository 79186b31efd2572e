import { skipToken, useQuery } from '@apollo/client/react'
import { nameOr } from '../format/names.ts'
import { problemsOf } from '../graphql/problems.ts'
import { navigate } from '../router/router.ts'
import { TicketSearchDocument, type TicketSearchQuery } from './changes-page.gen.ts'
import { pageHref } from './page-address.ts'
import type { PageState } from './page-state.ts'
import { SearchField } from '../page/search-field.tsx'
import { Problems } from '../page/problems.tsx'
import styles from './ticket-search.module.css'

interface TicketSearchProps {
  readonly state: PageState & { readonly tenantId: string }
}

/** The most tickets that a search lists. */
const mostTickets = 15

const condition = {
  isMet: (text: string) => text.length >= 2 || /^\d$/.test(text),
  hint: 'Enter at least 2 characters',
}

/**
 * Searches tickets by number or text. Only the latest input counts: a request for an earlier one is aborted, by this
 * browser and so by the gateway.
 */
export function TicketSearch({ state }: TicketSearchProps) {
  const { tenantId } = state
  const search = state.search.trim()
  const isAsked = condition.isMet(search)
  const { data, previousData, error, loading, refetch } = useQuery(
    TicketSearchDocument,
    isAsked
      ? { variables: { tenantId, search, first: mostTickets }, errorPolicy: 'all', fetchPolicy: 'cache-and-network' }
      : skipToken,
  )
  const problems = isAsked ? problemsOf(error) : []
  const answer = data ?? (loading ? previousData : undefined)
  const tickets = isAsked && problems.length === 0 ? (answer?.tenant?.connectWise.tickets ?? null) : null

  return (
    <section className="card" aria-labelledby="find-ticket">
      <h2 id="find-ticket" className={styles['title']}>
        Find the ticket
      </h2>
      <div className={styles['field']}>
        <SearchField
          label="Ticket number or words of its summary"
          placeholder="Number or words of the summary"
          value={state.search}
          condition={condition}
          // Replaces the history entry: Back must not step through single letters.
          onChange={(text) => navigate(pageHref({ ...state, search: text }), { replace: true })}
        />
      </div>
      <div className={styles['problems']}>
        <Problems problems={problems} onRetry={() => void refetch().catch(() => {})} />
      </div>
      <p className={styles['state']} role="status">
        {describe({ isAsked, loading, count: tickets?.length ?? null, hasFailed: problems.length > 0, text: search })}
      </p>
      {tickets && tickets.length > 0 && (
        <ul className={styles['list']} aria-label="Tickets found" aria-busy={loading}>
          {tickets.map((ticket) => (
            <FoundTicket
              key={ticket.id}
              ticket={ticket}
              isCurrent={ticket.ticketId === state.ticketId}
              href={pageHref({ tenantId, ticketId: ticket.ticketId, search })}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

interface SearchState {
  readonly isAsked: boolean
  readonly loading: boolean
  readonly count: number | null
  readonly hasFailed: boolean
  readonly text: string
}

function describe({ isAsked, loading, count, hasFailed, text }: SearchState): string {
  if (hasFailed) return ''
  if (!isAsked) return ''
  if (count === null) return loading ? 'Searching…' : ''
  if (count === 0) return `No ticket has the number or the words “${text}”.`
  return count === 1 ? '1 ticket' : `${count} tickets${count === mostTickets ? ' and perhaps more' : ''}`
}

type Ticket = NonNullable<NonNullable<TicketSearchQuery['tenant']>['connectWise']['tickets']>[number]

function FoundTicket({ ticket, isCurrent, href }: { ticket: Ticket; isCurrent: boolean; href: string }) {
  const { ticketId, summary, status, board, company, closed } = ticket
  return (
    <li>
      <a href={href} className={styles['ticket']} {...(isCurrent ? { 'aria-current': 'true' } : {})}>
        <span className={styles['number']}>{`#${ticketId}`}</span>
        <span className={styles['summary']}>{nameOr(summary, '(no title)')}</span>
        <span className="muted">
          <span>{`${[company?.name, board.name].filter(Boolean).join(' · ')} · `}</span>
          <span className={styles['status']} data-closed={closed}>
            {status.name}
          </span>
        </span>
      </a>
    </li>
  )
}
