import { useFragment } from '@apollo/client/react'
import {
  AssigneeFacet_SummaryFragmentDoc,
  CompanyFacet_SummaryFragmentDoc,
  PriorityFacet_SummaryFragmentDoc,
  StatusFacet_SummaryFragmentDoc,
} from './facets.gen.ts'
import { nameOr } from '../format/names.ts'
import type { FacetName } from './page-state.ts'
import type { ServiceDeskPageQuery } from './service-desk-page.gen.ts'

/** A value tickets can share. */
export interface FacetValue {
  /** The value in the URL; null when tickets cannot be filtered by it. */
  readonly key: string | null
  readonly label: string
  /** The number of rows when it is selected, with the other filters unchanged. */
  readonly count: number
}

/** The values of each dimension; null while they are not known. */
export type Facets = Readonly<Record<FacetName, readonly FacetValue[] | null>>

export function useFacets(data: ServiceDeskPageQuery | undefined): Facets {
  const status = useFragment({ fragment: StatusFacet_SummaryFragmentDoc, from: data?.statusFacet ?? null })
  const priority = useFragment({ fragment: PriorityFacet_SummaryFragmentDoc, from: data?.priorityFacet ?? null })
  const assignee = useFragment({ fragment: AssigneeFacet_SummaryFragmentDoc, from: data?.assigneeFacet ?? null })
  const company = useFragment({ fragment: CompanyFacet_SummaryFragmentDoc, from: data?.companyFacet ?? null })
  return {
    status: status.complete ? named(status.data?.byStatus) : null,
    priority: priority.complete ? named(priority.data?.byPriority) : null,
    // The graph has no id for unassigned tickets; the URL uses `none`.
    assignee: assignee.complete
      ? named(assignee.data?.byAssignee.map((value) => ({ ...value, key: value.key ?? 'none' })))
      : null,
    company: company.complete ? named(company.data?.byCompany) : null,
  }
}

const named = (values: readonly FacetValue[] | undefined): readonly FacetValue[] | null =>
  values?.map((value) => ({ ...value, label: nameOr(value.label, '(no name)') })) ?? null
