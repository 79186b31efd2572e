import { withFirstPage } from '../page/address.ts'
import { FilterBar } from '../page/filter-bar.tsx'
import type { Choice } from '../page/filter-menu.tsx'
import { pageHref } from './page-address.ts'
import { type FacetName, facetNames, type PageState, withoutFilters } from './page-state.ts'
import type { FacetValue } from './facet-values.ts'
import type { Facets } from './use-facets.ts'

const facetLabels: Readonly<Record<FacetName, string>> = {
  status: 'Status',
  priority: 'Priority',
  assignee: 'Assignee',
  company: 'Company',
}

/** Filters of the whole page: figures, charts and list. */
export function TicketFilters({ state, facets }: { state: PageState; facets: Facets }) {
  return (
    <FilterBar
      what="tickets"
      filters={facetNames.map((name) => ({
        name,
        label: facetLabels[name],
        choices: facets[name]?.filter(isChoice) ?? null,
        chosen: state[name],
        labelOf: (key) => labelOf(facets, name, key),
      }))}
      hrefOf={(name, chosen) => pageHref({ ...state, ...withFirstPage, [name]: chosen })}
      clearedHref={pageHref(withoutFilters(state))}
    />
  )
}

const isChoice = (value: FacetValue): value is Choice => value.key !== null

/** The label of a value, remembered: with other active filters it may have no tickets and so no label in the answer. */
function labelOf(facets: Facets, name: FacetName, key: string): string {
  const label = facets[name]?.find((value) => value.key === key)?.label
  if (label !== undefined) known.set(`${name} ${key}`, label)
  if (key === 'none') return 'Unassigned'
  return label ?? known.get(`${name} ${key}`) ?? `no. ${key}`
}

const known = new Map<string, string>()
