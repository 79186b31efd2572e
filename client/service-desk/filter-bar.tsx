import { CloseIcon } from '../design/icons.tsx'
import styles from './filter-bar.module.css'
import { FilterMenu } from './filter-menu.tsx'
import { pageHref } from './page-address.ts'
import { type FacetName, facetNames, type PageState, withFirstPage, withoutFilters } from './page-state.ts'
import type { Facets } from './use-facets.ts'

export const facetLabels: Readonly<Record<FacetName, string>> = {
  status: 'Status',
  priority: 'Priority',
  assignee: 'Assignee',
  company: 'Company',
}

/** Filters of the whole page: figures, charts and list. Each one in force stands there as a chip that removes it. */
export function FilterBar({ state, facets }: { state: PageState; facets: Facets }) {
  const chips = facetNames.flatMap((name) => state[name].map((key) => ({ name, key })))
  const remove = (name: FacetName, key: string): PageState => ({
    ...state,
    ...withFirstPage,
    [name]: state[name].filter((known) => known !== key),
  })
  return (
    <section className={`no-print ${styles['bar']}`} aria-label="Filters">
      {facetNames.map((name) => (
        <FilterMenu key={name} name={name} label={facetLabels[name]} state={state} values={facets[name]} />
      ))}
      {chips.length > 0 && (
        <ul className={styles['chips']}>
          {chips.map(({ name, key }) => (
            <li key={name + key}>
              <a
                className={styles['chip']}
                href={pageHref(remove(name, key))}
                aria-label={`Remove the filter ${facetLabels[name]}: ${labelOf(facets, name, key)}`}
              >
                <span className={styles['chipName']}>{facetLabels[name]}</span> {labelOf(facets, name, key)}
                <CloseIcon size={11} />
              </a>
            </li>
          ))}
          <li>
            <a className={styles['clear']} href={pageHref(withoutFilters(state))}>
              Clear all
            </a>
          </li>
        </ul>
      )}
    </section>
  )
}

/** Words for a value, remembered: with other filters in force it may have no tickets and so no label in the answer. */
function labelOf(facets: Facets, name: FacetName, key: string): string {
  const label = facets[name]?.find((value) => value.key === key)?.label
  if (label !== undefined) known.set(`${name} ${key}`, label)
  if (key === 'none') return 'Unassigned'
  return label ?? known.get(`${name} ${key}`) ?? `no. ${key}`
}

const known = new Map<string, string>()
