import type { GraphContext } from './context.ts'
import type { ResolversParentTypes } from './resolver-types.gen.ts'

/** What ids of one type lead to: the record, or the error that stands for it. An id without either leads to nothing. */
export type Entities<T> = ReadonlyMap<string, T | Error>

/**
 * Loads what other subgraphs refer to, all ids of one type that a field of an operation has at once. It has the parameters of
 * a resolver, so that `requireRole` is beside it where it is listed; what it throws stands for every id.
 *
 * @param ids distinct; not empty, and at most 100 characters each, but anything otherwise
 */
export type LoadEntities<T> = (
  parent: unknown,
  ids: readonly string[],
  context: GraphContext,
  info: unknown,
) => Entities<T> | Promise<Entities<T>>

/**
 * How references to the graph's entities are resolved, by type: these types have `@key(fields: "id")` when the gateway is a
 * subgraph. Each room has its own.
 */
export type EntityReferences = {
  readonly [Name in keyof ResolversParentTypes]?: LoadEntities<ResolversParentTypes[Name]>
}

/** Loads ids one by one, where loaders make a batch of them. A failure stands for its own id. */
export async function loadEach<T>(
  ids: readonly string[],
  load: (id: string) => Promise<T | null>,
): Promise<Entities<T>> {
  const loaded = await Promise.allSettled(ids.map(load))
  const entities = new Map<string, T | Error>()
  for (const [index, id] of ids.entries()) {
    const outcome = loaded[index]
    if (outcome?.status === 'rejected') entities.set(id, outcome.reason as Error)
    else if (outcome?.value) entities.set(id, outcome.value)
  }
  return entities
}

/** A vendor's number as the graph writes it; null for any other text, such as `007`, which is the id of nothing. */
export const toRecordNumber = (id: string): number | null => (/^(0|[1-9]\d{0,14})$/.test(id) ? Number(id) : null)
