import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import { useEffect, useRef } from 'react'
import { useTimeZone } from '../settings/portal-config.tsx'
import { useDocumentTitle } from '../page/use-document-title.ts'
import { formatFullInstant, formatInstant } from '../format/dates.ts'
import { nameOr } from '../format/names.ts'
import { TicketCard_TicketFragmentDoc, type TicketCard_TicketFragment } from './change-ticket.gen.ts'
import styles from './ticket-card.module.css'

/** The selected ticket, with its latest notes. */
export function TicketCard({ ticket }: { ticket: FragmentType<TicketCard_TicketFragment> }) {
  const { data, complete } = useFragment({ fragment: TicketCard_TicketFragmentDoc, from: ticket })
  return complete ? <Facts ticket={data} /> : null
}

type Ticket = Omit<TicketCard_TicketFragment, ' $fragmentName'>

function Facts({ ticket }: { ticket: Ticket }) {
  const heading = useRef<HTMLHeadingElement>(null)
  // Focus the heading, so that screen readers announce the selected ticket and Tab continues from it.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const summary = nameOr(ticket.summary, '(no title)')
  useDocumentTitle(`#${ticket.ticketId} ${summary}`)
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Status', ticket.status.name],
    ['Board', ticket.board.name],
    ['Company', ticket.company?.name],
    ['Contact', ticket.contact?.name],
    ['Owner', ticket.owner?.name],
    ['Priority', ticket.priority?.name],
  ]
  return (
    <section className={`card ${styles['card']}`} aria-labelledby="ticket-summary">
      <p className={styles['number']}>
        <span>{`#${ticket.ticketId}${ticket.recordType?.startsWith('Project') ? ' · project ticket' : ''}`}</span>
        {ticket.closed && <span className={styles['closed']}>Closed</span>}
      </p>
      <h2 id="ticket-summary" ref={heading} tabIndex={-1} className={styles['summary']}>
        {summary}
      </h2>
      <dl className={styles['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? <span className="muted">–</span>}</dd>
          </div>
        ))}
      </dl>
      <Notes notes={ticket.notes} />
    </section>
  )
}

function Notes({ notes }: { notes: Ticket['notes'] }) {
  const timeZone = useTimeZone()
  if (notes === null) return <p className="muted">The notes cannot be read now.</p>
  if (notes.length === 0) return <p className="muted">No notes yet.</p>
  return (
    <details className={styles['notes']}>
      <summary>{`Latest notes (${notes.length})`}</summary>
      <ol>
        {notes.map(({ id, text, author, createdAt, internal }) => (
          <li key={id}>
            <p className={styles['by']}>
              <span>{nameOr(author, 'Unknown author')}</span>
              {createdAt && (
                <time dateTime={createdAt} title={formatFullInstant(createdAt, timeZone)}>
                  {formatInstant(createdAt, timeZone)}
                </time>
              )}
              {!internal && <span className={styles['public']}>Customer-visible</span>}
            </p>
            <p className={styles['text']}>{text}</p>
          </li>
        ))}
      </ol>
    </details>
  )
}
