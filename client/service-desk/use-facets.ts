import { useFragment } from '@apollo/client/react'
import {
  AssigneeFacet_SummaryFragmentDoc,
  CompanyFacet_SummaryFragmentDoc,
  PriorityFacet_SummaryFragmentDoc,
  StatusFacet_SummaryFragmentDoc,
} from './facets.gen.ts'
import { assigneeValues, type FacetValue, namedValues } from './facet-values.ts'
import type { FacetName } from './page-state.ts'
import type { ServiceDeskPageQuery } from './service-desk-page.gen.ts'

/** The values of each dimension; null while they are not known. */
export type Facets = Readonly<Record<FacetName, readonly FacetValue[] | null>>

export function useFacets(data: ServiceDeskPageQuery | undefined): Facets {
  const status = useFragment({ fragment: StatusFacet_SummaryFragmentDoc, from: data?.statusFacet ?? null })
  const priority = useFragment({ fragment: PriorityFacet_SummaryFragmentDoc, from: data?.priorityFacet ?? null })
  const assignee = useFragment({ fragment: AssigneeFacet_SummaryFragmentDoc, from: data?.assigneeFacet ?? null })
  const company = useFragment({ fragment: CompanyFacet_SummaryFragmentDoc, from: data?.companyFacet ?? null })
  return {
    status: status.complete ? namedValues(status.data?.byStatus) : null,
    priority: priority.complete ? namedValues(priority.data?.byPriority) : null,
    assignee: assignee.complete ? assigneeValues(assignee.data?.byAssignee) : null,
    company: company.complete ? namedValues(company.data?.byCompany) : null,
  }
}
