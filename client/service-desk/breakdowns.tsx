import { useState } from 'react'
import { BarRow } from '../design/bar-row.tsx'
import styles from '../design/bars.module.css'
import { formatCount } from '../format/numbers.ts'
import { facetHref } from './page-address.ts'
import type { FacetName, PageState } from './page-state.ts'
import type { FacetValue } from './facet-values.ts'
import type { Facets } from './use-facets.ts'

const titles: readonly (readonly [FacetName, string])[] = [
  ['priority', 'By priority'],
  ['status', 'By status'],
  ['assignee', 'By assignee'],
  ['company', 'By company'],
]

/** Rows shown before "show all": statuses are in the account's order, so the last may be the largest. */
const rowsAtFirst: Readonly<Record<FacetName, number>> = { priority: 8, status: 12, assignee: 9, company: 9 }

export function Breakdowns({ state, facets }: { state: PageState; facets: Facets }) {
  return titles.map(([name, title]) => (
    <Breakdown key={name} name={name} title={title} state={state} values={facets[name]} />
  ))
}

interface BreakdownProps {
  readonly name: FacetName
  readonly title: string
  readonly state: PageState
  readonly values: readonly FacetValue[] | null
}

/**
 * The tickets by one dimension, as bars. Clicking a bar filters the page by it, clicking it again removes the filter;
 * the other bars stay, since their counts ignore this dimension's own filter.
 */
function Breakdown({ name, title, state, values }: BreakdownProps) {
  const [isLong, setLong] = useState(false)
  const all = values ?? []
  const total = all.reduce((sum, { count }) => sum + count, 0)
  const longest = Math.max(1, ...all.map(({ count }) => count))
  const shown = isLong ? all : all.slice(0, rowsAtFirst[name])
  const chosen = state[name]
  return (
    <section className={`card ${styles['bars']}`} aria-labelledby={`by-${name}`} data-facet={name}>
      <h2 id={`by-${name}`}>{title}</h2>
      {values === null && <p className={styles['empty']}>Not available now.</p>}
      {values?.length === 0 && <p className={styles['empty']}>No tickets.</p>}
      <ol>
        {shown.map((value) => (
          <li key={value.key ?? value.label}>
            <BarRow
              label={value.label}
              count={value.count}
              href={facetHref(state, name, value.key)}
              isChosen={value.key !== null && chosen.includes(value.key)}
              isDimmed={chosen.length > 0 && !(value.key !== null && chosen.includes(value.key))}
              share={total === 0 ? 0 : value.count / total}
              length={value.count / longest}
            />
          </li>
        ))}
      </ol>
      {all.length > rowsAtFirst[name] && (
        <button
          type="button"
          className={`button button-quiet no-print ${styles['more']}`}
          aria-expanded={isLong}
          onClick={() => setLong(!isLong)}
        >
          {isLong ? 'Show fewer' : `Show all ${formatCount(all.length)}`}
        </button>
      )}
    </section>
  )
}
