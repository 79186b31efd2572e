import type { ReactNode } from 'react'
import { formatFullInstant, formatInstant } from '../format/dates.ts'
import styles from './table.module.css'

/*
 * Parts of a table that turns into cards on narrow screens. The explicit roles restore the table semantics, which
 * `display: block` removes for screen readers.
 */

interface TableProps {
  /** The id of its heading. */
  readonly labelledBy: string
  readonly head: ReactNode
  readonly children: ReactNode
}

export function Table({ labelledBy, head, children }: TableProps) {
  return (
    <div className={styles['frame']}>
      <table className={styles['table']} role="table" aria-labelledby={labelledBy}>
        <thead role="rowgroup">
          <tr role="row">{head}</tr>
        </thead>
        <tbody role="rowgroup">{children}</tbody>
      </table>
    </div>
  )
}

export interface HeadCellProps {
  readonly label: string
  /** The sort direction; null when the rows are sorted by another column. */
  readonly order?: 'ascending' | 'descending' | null
  /** The URL of the rows sorted by it; none when the column cannot be sorted. */
  readonly href?: string | null
  readonly isNumeric?: boolean
}

export function HeadCell({ label, order = null, href = null, isNumeric }: HeadCellProps) {
  const numeric = { 'data-numeric': isNumeric || undefined }
  if (href === null) {
    return (
      <th role="columnheader" scope="col" {...numeric}>
        {label}
      </th>
    )
  }
  return (
    <th role="columnheader" scope="col" aria-sort={order ?? 'none'} {...numeric}>
      <a href={href}>
        <span>{label}</span>
        <span aria-hidden="true" className={styles['arrow']}>
          {order ? (order === 'descending' ? '↓' : '↑') : '↕'}
        </span>
      </a>
      <span className={styles['cardHead']}>{label}</span>
    </th>
  )
}

interface CellProps {
  readonly label: string
  /** Cards on narrow screens leave it out. */
  readonly isEmpty?: boolean
  readonly isNumeric?: boolean
  readonly children: ReactNode
}

export function Cell({ label, isEmpty, isNumeric, children }: CellProps) {
  return (
    <td role="cell" data-label={label} data-empty={isEmpty || undefined} data-numeric={isNumeric || undefined}>
      {typeof children === 'string' ? (
        <span className={styles['text']} title={children}>
          {children}
        </span>
      ) : (
        <span className={styles['content']}>{children}</span>
      )}
    </td>
  )
}

interface RowHeadProps {
  readonly title: ReactNode
  readonly detail?: ReactNode
  /** The URL that the whole row links to, if any. */
  readonly href?: string
  /** The id of the link, to give the focus back to. */
  readonly id?: string
}

/** The row's header cell. */
export function RowHead({ title, detail, href, id }: RowHeadProps) {
  const content = (
    <>
      <span className={styles['title']} dir="auto" {...(typeof title === 'string' ? { title } : {})}>
        {title}
      </span>
      {detail && (
        <span className={styles['detail']} translate="no">
          {detail}
        </span>
      )}
    </>
  )
  return (
    <th role="rowheader" scope="row" className={styles['rowHead']}>
      {href === undefined ? (
        content
      ) : (
        <a href={href} {...(id === undefined ? {} : { id })}>
          {content}
        </a>
      )}
    </th>
  )
}

export function Instant({ value, timeZone }: { value: string | null; timeZone: string }) {
  if (value === null) return <None />
  return (
    <time className={`number ${styles['instant']}`} dateTime={value} title={formatFullInstant(value, timeZone)}>
      {formatInstant(value, timeZone)}
    </time>
  )
}

export const None = () => (
  <span className="muted">
    <span aria-hidden="true">–</span>
    <span className="visually-hidden">none</span>
  </span>
)
