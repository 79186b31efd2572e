import { withFirstPage } from '../page/address.ts'
import { FilterBar } from '../page/filter-bar.tsx'
import type { Choice } from '../page/filter-menu.tsx'
import { pageHref } from './page-address.ts'
import { allDeals, type PageState } from './page-state.ts'
import type { Pipeline } from './use-sales-deals.ts'

interface DealFiltersProps {
  readonly state: PageState
  readonly pipelines: readonly Pipeline[] | null
}

/** Which pipelines and stages the list has; the counts are of all deals there. */
export function DealFilters({ state, pipelines }: DealFiltersProps) {
  const choices = {
    pipeline: pipelines?.map(({ id, name, totalDeals }) => ({ key: id, label: name, count: totalDeals })) ?? null,
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

/** The stages of the chosen pipelines, all unless one is; where several are, each says whose it is. */
export function stageChoices(pipelines: readonly Pipeline[], chosen: readonly string[]): Choice[] {
  const shown = chosen.length === 0 ? pipelines : pipelines.filter(({ id }) => chosen.includes(id))
  const stages = new Map<string, Choice>()
  for (const { name, stages: own } of shown) {
    for (const { id, label, dealCount } of own) {
      const known = stages.get(id)
      // A stage that is gone is `unknown` in every pipeline.
      if (known) stages.set(id, { ...known, label, count: known.count + dealCount })
      else stages.set(id, { key: id, label: shown.length > 1 ? `${label} · ${name}` : label, count: dealCount })
    }
  }
  return [...stages.values()]
}
