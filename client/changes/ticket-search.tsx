import { skipToken, useQuery } from '@apollo/client/react'
import { useEffect, useEffectEvent, useState } from 'react'
import { SearchIcon } from '../design/icons.tsx'
import { nameOr } from '../format/names.ts'
import { problemsOf } from '../graphql/problems.ts'
import { navigate } from '../router/router.ts'
import { TicketSearchDocument, type TicketSearchQuery } from './changes-page.gen.ts'
import { pageHref } from './page-address.ts'
import type { PageState } from './page-state.ts'
import { ProblemNotes } from '../page/problem-notes.tsx'
import styles from './ticket-search.module.css'
import { useDebounced } from './use-debounced.ts'

/** The debounce delay of typing, in milliseconds. */
const debounceMs = 250

interface TicketSearchProps {
  readonly state: PageState & { readonly tenantId: string }
}

/**
 * Searches tickets by number or text. Only the latest input counts: a request for an earlier one is aborted, by this
 * browser and so by the gateway.
 */
export function TicketSearch({ state }: TicketSearchProps) {
  const { tenantId, search } = state
  const [text, setText] = useState(search)
  const wanted = useDebounced(text.trim(), debounceMs)
  const isAsked = wanted.length >= 2 || /^\d$/.test(wanted)
  const { data, previousData, error, loading, refetch } = useQuery(
    TicketSearchDocument,
    isAsked
      ? { variables: { tenantId, search: wanted }, errorPolicy: 'all', fetchPolicy: 'cache-and-network' }
      : skipToken,
  )
  const problems = isAsked ? problemsOf(error) : []
  const answer = data ?? (loading ? previousData : undefined)
  const tickets = isAsked && problems.length === 0 ? (answer?.tenant?.connectWise.tickets ?? null) : null

  // Keep the search in the URL, so that a reload or a shared link restores the list. Replace the history entry: Back
  // must not step through single letters.
  const writeToAddress = useEffectEvent(() => {
    if (wanted !== search) navigate(pageHref({ ...state, search: wanted }), { replace: true })
  })
  useEffect(() => writeToAddress(), [wanted])

  return (
    <section className="card" aria-labelledby="find-ticket">
      <h2 id="find-ticket" className={styles['title']}>
        Find the ticket
      </h2>
      <label className={styles['field']}>
        <span className="visually-hidden">Ticket number or words of its summary</span>
        <SearchIcon />
        <input
          type="search"
          className="field"
          placeholder="Number or words of the summary"
          value={text}
          maxLength={100}
          autoComplete="off"
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <div className={styles['problems']}>
        <ProblemNotes problems={problems} onRetry={() => void refetch().catch(() => {})} />
      </div>
      <p className={styles['state']} role="status">
        {describe({ isAsked, loading, count: tickets?.length ?? null, hasFailed: problems.length > 0, text: wanted })}
      </p>
      {tickets && tickets.length > 0 && (
        <ul className={styles['list']} aria-label="Tickets found" aria-busy={loading}>
          {tickets.map((ticket) => (
            <FoundTicket
              key={ticket.id}
              ticket={ticket}
              isCurrent={ticket.ticketId === state.ticketId}
              href={pageHref({ tenantId, ticketId: ticket.ticketId, search: wanted })}
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
  if (!isAsked) return text === '' ? '' : 'Enter at least 2 characters.'
  if (count === null) return loading ? 'Searching…' : ''
  if (count === 0) return `No ticket has the number or the words “${text}”.`
  return count === 1 ? '1 ticket' : `${count} tickets${count === 15 ? ' and perhaps more' : ''}`
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
