import { rememberForParts } from '../figures/parts.ts'
import { rememberFor } from '../figures/remember.ts'
import type { AutotaskLoaders } from '../vendors/autotask/index.ts'
import type { Ticket } from '../vendors/autotask/types.ts'
import { addCounts, bucketsByCount, bucketsInListOrder, countByKey, type Bucket, type CountsByKey } from './buckets.ts'

/** Tickets counted by what they have in common. */
export interface Buckets {
  byStatus(): Promise<Bucket[]>
  byPriority(): Promise<Bucket[]>
  byAssignee(): Promise<Bucket[]>
  byCompany(): Promise<Bucket[]>
}

/** @param ticketsOf loads the tickets, when the first bucket is asked for */
export function createBuckets(ticketsOf: () => Promise<readonly Ticket[]>, loaders: AutotaskLoaders): Buckets {
  const inListOrder = async (key: 'statusId' | 'priorityId', field: 'status' | 'priority') => {
    const [tickets, picklist] = await Promise.all([ticketsOf(), loaders.picklist('Tickets', field)])
    return bucketsInListOrder(countsBy(tickets, key), picklist)
  }
  const byCount = async (key: 'assigneeId' | 'companyId', labelOfNone: string) => {
    const counts = countsBy(await ticketsOf(), key)
    const ids = [...counts.keys()].filter((id) => id !== null)
    const loader = key === 'assigneeId' ? loaders.resource : loaders.company
    const named = await Promise.all(ids.map(async (id) => [id, (await loader.load(id)).value?.name] as const))
    const names = new Map(named)
    return bucketsByCount(counts, (id) => names.get(id), labelOfNone)
  }
  return {
    byStatus: () => inListOrder('statusId', 'status'),
    byPriority: () => inListOrder('priorityId', 'priority'),
    byAssignee: () => byCount('assigneeId', 'Unassigned'),
    byCompany: () => byCount('companyId', 'No company'),
  }
}

/** Not `ticket[key]`: over a hundred thousand tickets, reading a property of any name takes several times as long. */
const groupKeys = {
  statusId: ({ statusId }: Ticket) => statusId,
  priorityId: ({ priorityId }: Ticket) => priorityId,
  assigneeId: ({ assigneeId }: Ticket) => assigneeId,
  companyId: ({ companyId }: Ticket) => companyId,
}

const countsBy = (tickets: readonly Ticket[], key: keyof typeof groupKeys): CountsByKey =>
  rememberFor(tickets, `counts:${key}`, () =>
    addCounts(rememberForParts(tickets, `counts of part:${key}`, (part) => countByKey(part, groupKeys[key]))),
  )
