import { nameOr } from '../format/names.ts'
import { withFirstPage } from '../page/address.ts'
import { FilterBar } from '../page/filter-bar.tsx'
import { pageHref } from './page-address.ts'
import { allDeals, type PageState } from './page-state.ts'
import { stageChoices } from './stage-choices.ts'
import type { Pipeline } from './use-sales-deals.ts'

interface DealFiltersProps {
  readonly state: PageState
  readonly pipelines: readonly Pipeline[] | null
}

/** Filters by pipeline and stage; the counts are of all their deals. */
export function DealFilters({ state, pipelines }: DealFiltersProps) {
  const choices = {
    pipeline:
      pipelines?.map(({ id, name, totalDeals }) => ({
        key: id,
        label: nameOr(name, '(no name)'),
        count: totalDeals,
      })) ?? null,
    stage: pipelines ? stageChoices(pipelines, state.pipeline) : null,
  }
  const every = pipelines ? stageChoices(pipelines, []) : []
  const filterOf = (name: keyof typeof choices, label: string) => ({
    name,
    label,
    choices: choices[name],
    chosen: state[name],
    labelOf: (key: string) =>
      [...(choices[name] ?? []), ...(name === 'stage' ? every : [])].find((choice) => choice.key === key)?.label ??
      `no. ${key}`,
  })
  return (
    <FilterBar
      what="deals"
      filters={[filterOf('pipeline', 'Pipeline'), filterOf('stage', 'Stage')]}
      hrefOf={(name, chosen) => pageHref({ ...state, ...withFirstPage, [name]: chosen })}
      clearedHref={pageHref({ ...state, ...allDeals })}
    />
  )
}
