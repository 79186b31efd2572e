import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTimeZone } from '../settings/portal-config.tsx'
import { useDocumentTitle } from '../page/use-document-title.ts'
import { MailLink, PhoneLink } from '../design/contact-links.tsx'
import { formatDays, formatFullInstant, formatInstant } from '../format/dates.ts'
import { gatewayNow } from '../format/gateway-clock.ts'
import { nameOr } from '../format/names.ts'
import { formatElapsed } from '../format/numbers.ts'
import { isOverdue } from './overdue.ts'
import { TicketDetail_TicketFragmentDoc, type TicketDetail_TicketFragment } from './ticket-detail.gen.ts'
import styles from './ticket-detail.module.css'
import { PriorityMark, StatusMark } from './ticket-marks.tsx'
import { TimeEntries } from './time-entries.tsx'

type Ticket = Omit<TicketDetail_TicketFragment, ' $fragmentName'>

/** All details of a ticket. */
export function TicketDetail({ ticket }: { ticket: FragmentType<TicketDetail_TicketFragment> }) {
  const { data, complete } = useFragment({ fragment: TicketDetail_TicketFragmentDoc, from: ticket })
  return complete ? <Facts ticket={data} /> : null
}

function Facts({ ticket }: { ticket: Ticket }) {
  const heading = useRef<HTMLHeadingElement>(null)
  // Focus the heading, so that screen readers announce the ticket and Tab continues from it.
  useEffect(() => heading.current?.focus(), [])
  const title = nameOr(ticket.title, '(no title)')
  useDocumentTitle(`${ticket.number} ${title}`)
  return (
    <>
      <div className={styles['head']}>
        <p className={styles['number']} translate="no">
          {ticket.number}
        </p>
        <h2 id="ticket-title" ref={heading} tabIndex={-1} dir="auto">
          {title}
        </h2>
        <div className={styles['marks']}>
          <StatusMark label={ticket.status.label} isClosed={ticket.status.isClosed} />
          <PriorityMark label={ticket.priority.label} rank={ticket.priority.rank} />
          {isOverdue(ticket, gatewayNow()) && <span className={styles['overdue']}>Overdue</span>}
          <ServiceLevel slaMet={ticket.slaMet} />
        </div>
      </div>
      {ticket.description && (
        <section aria-labelledby="ticket-description">
          <h3 id="ticket-description" className={styles['caption']}>
            Description
          </h3>
          <p className={styles['description']} dir="auto">
            {ticket.description}
          </p>
        </section>
      )}
      <Dates ticket={ticket} />
      <People ticket={ticket} />
      <TimeEntries entries={ticket.timeEntries} hoursLogged={ticket.hoursLogged} />
    </>
  )
}

function ServiceLevel({ slaMet }: { slaMet: boolean | null }) {
  if (slaMet === null) return <span className="muted">No SLA result</span>
  return (
    <span className={styles['sla']} data-met={slaMet}>
      {slaMet ? '✓ SLA met' : '✗ SLA missed'}
    </span>
  )
}

function Dates({ ticket }: { ticket: Ticket }) {
  const timeZone = useTimeZone()
  const instant = (value: string | null) =>
    value && (
      <time dateTime={value} title={formatFullInstant(value, timeZone)}>
        {formatInstant(value, timeZone)}
      </time>
    )
  return (
    <FactList
      title="Dates"
      facts={[
        ['Created', instant(ticket.createdAt)],
        ['First response', instant(ticket.firstResponseAt)],
        ['Due', instant(ticket.dueAt)],
        ['Resolved', instant(ticket.resolvedAt)],
        ['Completed', instant(ticket.completedAt)],
        ['Last activity', instant(ticket.lastActivityAt)],
        ['Time to resolution', ticket.resolutionHours === null ? null : formatElapsed(ticket.resolutionHours)],
      ]}
    />
  )
}

function People({ ticket }: { ticket: Ticket }) {
  const { company, contact, assignee, contract } = ticket
  return (
    <FactList
      title="Details"
      facts={[
        ['Company', company && nameOr(company.name, '(no name)')],
        [
          'Contact',
          contact && (
            <>
              <span>{nameOr(contact.name, '(no name)')}</span>
              {contact.email && <MailLink value={contact.email} className={styles['line']} />}
              {contact.phone && <PhoneLink value={contact.phone} className={styles['line']} />}
            </>
          ),
        ],
        [
          'Assignee',
          assignee ? (
            <>
              <span>{nameOr(assignee.name, '(no name)')}</span>
              {assignee.email && <MailLink value={assignee.email} className={styles['line']} />}
            </>
          ) : (
            'Unassigned'
          ),
        ],
        [
          'Contract',
          contract && (
            <>
              <span>{nameOr(contract.name, '(no name)')}</span>
              <span className={`muted ${styles['line']}`}>
                {[contract.type, describePeriod(contract)].filter(Boolean).join(', ')}
              </span>
            </>
          ),
        ],
        ['Queue', ticket.queue.label],
        ['Issue', [ticket.issueType, ticket.subIssueType].filter(Boolean).join(' › ') || null],
        ['Source', ticket.source],
      ]}
    />
  )
}

function describePeriod({ startsOn, endsOn }: { startsOn: string | null; endsOn: string | null }): string | null {
  if (startsOn && endsOn) return formatDays(startsOn, endsOn)
  return startsOn && `since ${formatDays(startsOn, startsOn)}`
}

function FactList({ title, facts }: { title: string; facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <section aria-label={title}>
      <h3 className={styles['caption']}>{title}</h3>
      <dl className={styles['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || <span className="muted">–</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
