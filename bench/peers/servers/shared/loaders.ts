import DataLoader from 'dataloader'
import type { Named, Records } from './load-records.ts'
import { createQueryResolvers, summaryResolvers, type Context } from './resolvers.ts'

export interface LoaderContext extends Context {
  readonly company: DataLoader<string, Named | null>
  readonly resource: DataLoader<string, Named | null>
}

/** Loaders of one request. The batches are answered from memory. */
export function createLoaders(records: Records): Omit<LoaderContext, 'person'> {
  const load = (all: ReadonlyMap<string, Named>) =>
    new DataLoader<string, Named | null>(async (ids) => ids.map((id) => all.get(id) ?? null))
  return { company: load(records.companies), resource: load(records.resources) }
}

/** Resolvers that load what belongs to a ticket with DataLoader. */
export function createLoadingResolvers(records: Records) {
  return {
    Query: createQueryResolvers(records),
    ActivitySummary: summaryResolvers,
    Ticket: {
      company: ({ companyId }: { companyId: string | null }, _: unknown, { company }: LoaderContext) =>
        companyId === null ? null : company.load(companyId),
      assignee: ({ assigneeId }: { assigneeId: string | null }, _: unknown, { resource }: LoaderContext) =>
        assigneeId === null ? null : resource.load(assigneeId),
    },
  }
}
