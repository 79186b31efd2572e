import type { ReactNode } from 'react'
import { ChevronLeftIcon, ChevronRightIcon } from '../design/icons.tsx'
import { formatCount } from '../format/numbers.ts'
import { navigate } from '../router/router.ts'
import { pageHref } from './page-address.ts'
import { type PageState, rowChoices, withFirstPage } from './page-state.ts'
import styles from './pager.module.css'

interface PagerProps {
  readonly state: PageState
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly rows: number
  readonly totalCount: number
}

/** Cursors lead forwards only, so those that led here are kept: the way back is a link like any other. */
const trail = new Map<string, string | null>()

export function Pager({ state, pageInfo, rows, totalCount }: PagerProps) {
  const list = pageHref({ ...state, ...withFirstPage })
  const keyOf = (page: number) => `${page} ${list}`
  if (state.after) trail.set(keyOf(state.page), state.after)
  const first = (state.page - 1) * state.rows + 1
  const previous = previousPage(state, trail.get(keyOf(state.page - 1)))
  const next = pageInfo.hasNextPage ? { ...state, after: pageInfo.endCursor, page: state.page + 1 } : null
  return (
    <div className={styles['pager']}>
      <p className="number muted" role="status">
        {rows > 0
          ? `${formatCount(first)}–${formatCount(first + rows - 1)} of ${formatCount(totalCount)}`
          : `${formatCount(totalCount)} tickets`}
      </p>
      <label className={`no-print ${styles['rows']}`}>
        <span className="muted">Rows a page</span>
        <select
          className="field"
          value={state.rows}
          onChange={({ target }) =>
            navigate(pageHref({ ...state, ...withFirstPage, rows: Number(target.value) }, { fragment: 'tickets' }))
          }
        >
          {rowChoices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </label>
      <nav aria-label="Pages of the list" className={`no-print ${styles['links']}`}>
        {state.page > 2 && <PageLink state={{ ...state, ...withFirstPage }}>First</PageLink>}
        {previous && (
          <PageLink state={previous}>
            <ChevronLeftIcon /> Previous
          </PageLink>
        )}
        {next && (
          <PageLink state={next}>
            Next <ChevronRightIcon />
          </PageLink>
        )}
      </nav>
    </div>
  )
}

/** One page back, where the way is known; null on the first page, and where only the first page can be found again. */
function previousPage(state: PageState, cursor: string | null | undefined): PageState | null {
  if (state.page === 2) return { ...state, ...withFirstPage }
  return cursor ? { ...state, after: cursor, page: state.page - 1 } : null
}

function PageLink({ state, children }: { state: PageState; children: ReactNode }) {
  return (
    <a className="button" href={pageHref(state, { fragment: 'tickets' })}>
      {children}
    </a>
  )
}
