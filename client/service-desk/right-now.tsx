import { FigureGrid, FigureTile } from '../design/figure-tile.tsx'
import { formatCount } from '../format/numbers.ts'
import { pageHref } from './page-address.ts'
import { type PageState, wholeList } from './page-state.ts'
import type { ServiceDeskPageQuery } from './service-desk-page.gen.ts'
import styles from './right-now.module.css'

interface RightNowProps {
  readonly state: PageState
  /** The open tickets that match the page's filters, whatever its range. */
  readonly counts: Pick<ServiceDeskPageQuery, 'open' | 'overdue' | 'unassigned'>
}

/** The open work now, independent of the date range: each figure links to its tickets. */
export function RightNow({ state, counts: { open, overdue, unassigned } }: RightNowProps) {
  const oldestFirst = { field: 'CREATED', descending: false } as const
  const backlog = { ...state, ...wholeList, show: 'backlog', sort: oldestFirst } as const
  const dueFirst = { field: 'DUE', descending: false } as const
  const figures = [
    { label: 'Open now', note: 'whenever created', count: open, list: backlog },
    {
      label: 'Overdue',
      note: 'past their due date',
      count: overdue,
      list: { ...backlog, show: 'overdue', sort: dueFirst } as const,
    },
    {
      label: 'Unassigned',
      note: 'open, no assignee',
      count: unassigned,
      list: { ...backlog, assignee: ['none'] },
    },
  ]
  return (
    <section aria-labelledby="right-now">
      <h2 id="right-now" className={styles['heading']}>
        Right now
      </h2>
      <FigureGrid isLow columns={3}>
        {figures.map(({ label, note, count, list }) => (
          <FigureTile
            key={label}
            label={label}
            value={count ? formatCount(count.totalCount) : '–'}
            note={count ? note : 'not available now'}
            href={count ? pageHref(list, { fragment: 'tickets' }) : null}
          />
        ))}
      </FigureGrid>
    </section>
  )
}
