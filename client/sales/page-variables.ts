import type { PageState } from './page-state.ts'
import type { DealListQueryVariables } from './sales-page.gen.ts'

/** The variables of the list of deals for a state. */
export function dealVariables({
  pipeline,
  stage,
  state,
  search,
  sort,
  rows,
  after,
}: PageState): DealListQueryVariables {
  const text = search.trim()
  return {
    filter: {
      ...(pipeline.length > 0 ? { pipeline } : {}),
      ...(stage.length > 0 ? { stage } : {}),
      ...(state ? { state } : {}),
      ...(text ? { text } : {}),
    },
    orderBy: { field: sort.field, direction: sort.descending ? 'DESC' : 'ASC' },
    first: rows,
    after,
  }
}
