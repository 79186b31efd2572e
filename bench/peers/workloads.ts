import type { Simulators } from '../../simulators/start-simulators.ts'
import { filterOperations, listOperation, pageOperation, toBody } from './documents.ts'

export type WorkloadName = 'list' | 'page' | 'filters'

/** What is sent again and again. */
export interface Workload {
  readonly name: WorkloadName
  readonly title: string
  readonly bodies: readonly string[]
  /** Whether the answer names the person who asks. */
  readonly isPersonal: boolean
}

export function createWorkloads({ autotask }: Simulators): Workload[] {
  const ids = (field: string) => (autotask.world().picklists['Tickets']?.[field] ?? []).map(({ value }) => value)
  const filters = filterOperations(ids('status'), ids('priority'))
  return [
    { name: 'list', title: 'the list of 50 tickets', bodies: [toBody(listOperation)], isPersonal: false },
    { name: 'page', title: 'the page of the service desk', bodies: [toBody(pageOperation)], isPersonal: true },
    { name: 'filters', title: '200 filters in turn', bodies: filters.map(toBody), isPersonal: false },
  ]
}
