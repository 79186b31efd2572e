import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import type { ReactNode } from 'react'
import { formatFullInstant, formatInstant } from '../format/dates.ts'
import type { TicketOrderField } from '../graphql/types.gen.ts'
import { pageHref } from './page-address.ts'
import { type PageState, withFirstPage } from './page-state.ts'
import { PriorityMark, StatusMark } from './ticket-marks.tsx'
import { TicketTable_TicketFragmentDoc, type TicketTable_TicketFragment } from './ticket-table.gen.ts'
import styles from './ticket-table.module.css'

interface TicketTableProps {
  readonly state: PageState
  readonly tickets: readonly (FragmentType<TicketTable_TicketFragment> & { readonly id: string })[]
  /** When the rows were read: what was due before is overdue. */
  readonly asOf: string | null
  readonly timeZone: string
}

type Row = Omit<TicketTable_TicketFragment, ' $fragmentName'>

const columns: readonly (readonly [label: string, order: TicketOrderField | null])[] = [
  ['Ticket', 'NUMBER'],
  ['Status', 'STATUS'],
  ['Priority', 'PRIORITY'],
  ['Company', null],
  ['Assignee', null],
  ['Created', 'CREATED'],
  ['Due', 'DUE'],
  ['Completed', 'COMPLETED'],
  ['Last activity', 'LAST_ACTIVITY'],
]

/**
 * A table that turns into cards on narrow screens. The roles say again what the elements are: `display: block` would
 * otherwise take it away from screen readers. One fragment read for all rows is twice as fast as one for each.
 */
export function TicketTable({ state, tickets, asOf, timeZone }: TicketTableProps) {
  const read = useFragment({ fragment: TicketTable_TicketFragmentDoc, from: [...tickets] })
  const rows: readonly Row[] = read.complete ? read.data : []
  const now = asOf === null ? Date.now() : Date.parse(asOf)
  return (
    <div className={styles['frame']}>
      <table className={styles['table']} role="table" aria-labelledby="tickets">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(([label, order]) => (
              <HeadCell key={label} label={label} order={order} state={state} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((ticket) => (
            <TicketRow key={ticket.id} ticket={ticket} state={state} now={now} timeZone={timeZone} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function HeadCell({ label, order, state }: { label: string; order: TicketOrderField | null; state: PageState }) {
  if (order === null) {
    return (
      <th role="columnheader" scope="col">
        {label}
      </th>
    )
  }
  const isSorted = state.sort.field === order
  // Dates begin with the newest, everything else with the first; a second click turns it round.
  const startsDescending = order !== 'PRIORITY' && order !== 'STATUS' && order !== 'NUMBER' && order !== 'DUE'
  const descending = isSorted ? !state.sort.descending : startsDescending
  const direction = state.sort.descending ? 'descending' : 'ascending'
  return (
    <th role="columnheader" scope="col" aria-sort={isSorted ? direction : 'none'}>
      <a href={pageHref({ ...state, ...withFirstPage, sort: { field: order, descending } })}>
        {label}
        <span aria-hidden="true" className={styles['arrow']}>
          {isSorted ? (state.sort.descending ? '↓' : '↑') : '↕'}
        </span>
      </a>
      <span className={styles['cardHead']}>{label}</span>
    </th>
  )
}

interface TicketRowProps {
  readonly ticket: Row
  readonly state: PageState
  readonly now: number
  readonly timeZone: string
}

function TicketRow({ ticket, state, now, timeZone }: TicketRowProps) {
  const { id, number, title, status, priority, company, assignee, createdAt, dueAt, completedAt, lastActivityAt } =
    ticket
  const isOverdue = dueAt !== null && completedAt === null && Date.parse(dueAt) < now
  const instant = (value: string | null) => <Instant value={value} timeZone={timeZone} />
  return (
    <tr role="row">
      <th role="rowheader" scope="row" className={styles['ticket']}>
        <a href={pageHref(state, { ticketId: id })} id={`ticket-${id}`}>
          <span className={styles['title']}>{title}</span>
          <span className={styles['number']}>{number}</span>
        </a>
      </th>
      <Cell label="Status">
        <StatusMark label={status.label} isClosed={status.isClosed} />
      </Cell>
      <Cell label="Priority">
        <PriorityMark label={priority.label} rank={priority.rank} />
      </Cell>
      <Cell label="Company">{company?.name ?? <None />}</Cell>
      <Cell label="Assignee">{assignee?.name ?? <span className="muted">Unassigned</span>}</Cell>
      <Cell label="Created">{instant(createdAt)}</Cell>
      <Cell label="Due" isEmpty={dueAt === null || completedAt !== null}>
        {instant(dueAt)}
        {isOverdue && <span className={styles['overdue']}>overdue</span>}
      </Cell>
      <Cell label="Completed" isEmpty={completedAt === null}>
        {instant(completedAt)}
      </Cell>
      <Cell label="Last activity">{instant(lastActivityAt)}</Cell>
    </tr>
  )
}

interface CellProps {
  readonly label: string
  /** Cards on narrow screens leave it out. */
  readonly isEmpty?: boolean
  readonly children: ReactNode
}

function Cell({ label, isEmpty, children }: CellProps) {
  return (
    <td role="cell" data-label={label} data-empty={isEmpty || undefined}>
      <span className={styles['content']}>{children}</span>
    </td>
  )
}

function Instant({ value, timeZone }: { value: string | null; timeZone: string }) {
  if (value === null) return <None />
  return (
    <time className={`number ${styles['instant']}`} dateTime={value} title={formatFullInstant(value, timeZone)}>
      {formatInstant(value, timeZone)}
    </time>
  )
}

const None = () => (
  <span className="muted">
    <span aria-hidden="true">–</span>
    <span className="visually-hidden">none</span>
  </span>
)
