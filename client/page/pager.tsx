import type { ReactNode } from 'react'
import { ChevronLeftIcon, ChevronRightIcon } from '../design/icons.tsx'
import { formatCount } from '../format/numbers.ts'
import { navigate } from '../router/router.ts'
import { rowChoices, withFirstPage } from './address.ts'
import styles from './pager.module.css'

/** The pager's position in its list. */
interface Place {
  readonly rows: number
  readonly after: string | null
  readonly page: number
}

interface PagerProps {
  readonly place: Place
  /** The address of the same list at another place. */
  readonly hrefOf: (place: Place) => string
  /** What the rows are, such as `tickets`. */
  readonly what: string
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly rows: number
  readonly totalCount: number
}

/** Cursors only go forwards, so the previous ones are kept in order to link back. */
const trail = new Map<string, string | null>()

export function Pager({ place, hrefOf, what, pageInfo, rows, totalCount }: PagerProps) {
  const firstPage = { rows: place.rows, ...withFirstPage }
  const list = hrefOf(firstPage)
  const keyOf = (page: number) => `${page} ${list}`
  if (place.after) trail.set(keyOf(place.page), place.after)
  const first = (place.page - 1) * place.rows + 1
  const previous = previousPage(place, trail.get(keyOf(place.page - 1)))
  const next = pageInfo.hasNextPage ? { ...place, after: pageInfo.endCursor, page: place.page + 1 } : null
  return (
    <div className={styles['pager']}>
      <p className="number muted" role="status">
        {rows > 0
          ? `${formatCount(first)}–${formatCount(first + rows - 1)} of ${formatCount(totalCount)}`
          : `${formatCount(totalCount)} ${what}`}
      </p>
      <label className={`no-print ${styles['rows']}`}>
        <span className="muted">Rows per page</span>
        <select
          className="field"
          value={place.rows}
          onChange={({ target }) => navigate(hrefOf({ rows: Number(target.value), ...withFirstPage }))}
        >
          {rowChoices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </label>
      <nav aria-label="Pages of the list" className={`no-print ${styles['links']}`}>
        {place.page > 2 && <PageLink href={hrefOf(firstPage)}>First</PageLink>}
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

/** The previous page; null on the first page, and when its cursor is not known. */
function previousPage({ rows, page }: Place, cursor: string | null | undefined): Place | null {
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
