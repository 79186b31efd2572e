import type { ReactNode } from 'react'
import { ChevronLeftIcon, ChevronRightIcon } from '../design/icons.tsx'
import { formatCount } from '../format/numbers.ts'
import { navigate } from '../router/router.ts'
import { rowChoices, withFirstPage } from './address.ts'
import styles from './pager.module.css'

/** The position in a list: one page of it, by the cursor it starts after. */
interface CursorPosition {
  readonly rows: number
  readonly after: string | null
  readonly page: number
}

interface PagerProps {
  readonly position: CursorPosition
  /** The address of the same list at another position. */
  readonly hrefOf: (position: CursorPosition) => string
  /** What the rows are, such as `tickets`. */
  readonly what: string
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly rows: number
  /** Null where it is not known. */
  readonly totalCount: number | null
}

/** Cursors only go forwards, so the previous ones are stored to link back. */
const trail = new Map<string, string | null>()

export function Pager({ position, hrefOf, what, pageInfo, rows, totalCount }: PagerProps) {
  const firstPage = { rows: position.rows, ...withFirstPage }
  const list = hrefOf(firstPage)
  const keyOf = (page: number) => `${page} ${list}`
  if (position.after) trail.set(keyOf(position.page), position.after)
  const first = (position.page - 1) * position.rows + 1
  const previous = previousPage(position, trail.get(keyOf(position.page - 1)))
  const next = pageInfo.hasNextPage ? { ...position, after: pageInfo.endCursor, page: position.page + 1 } : null
  return (
    <div className={styles['pager']}>
      <p className="number muted" role="status">
        {describe(first, rows, totalCount, what)}
      </p>
      <label className={`no-print ${styles['rows']}`}>
        <span className="muted">Rows per page</span>
        <select
          className="field"
          value={position.rows}
          onChange={({ target }) => navigate(hrefOf({ rows: Number(target.value), ...withFirstPage }))}
        >
          {rowChoices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </label>
      <nav aria-label="Pages of the list" className={`no-print ${styles['links']}`}>
        {position.page > 2 && <PageLink href={hrefOf(firstPage)}>First</PageLink>}
        {previous && (
          <PageLink href={hrefOf(previous)}>
            <ChevronLeftIcon /> Previous
          </PageLink>
        )}
        {next && (
          <PageLink href={hrefOf(next)}>
            Next <ChevronRightIcon />
          </PageLink>
        )}
      </nav>
    </div>
  )
}

/** `26–50 of 1,200` */
function describe(first: number, rows: number, totalCount: number | null, what: string): string {
  if (rows === 0) return totalCount === null ? `No ${what}` : `${formatCount(totalCount)} ${what}`
  const shown = `${formatCount(first)}–${formatCount(first + rows - 1)}`
  return totalCount === null ? shown : `${shown} of ${formatCount(totalCount)}`
}

/** The previous page; null on the first page, and when its cursor is not known. */
function previousPage({ rows, page }: CursorPosition, cursor: string | null | undefined): CursorPosition | null {
  if (page === 2) return { rows, ...withFirstPage }
  return cursor ? { rows, after: cursor, page: page - 1 } : null
}

function PageLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="button" href={href}>
      {children}
    </a>
  )
}
