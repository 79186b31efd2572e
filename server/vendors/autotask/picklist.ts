import type { PicklistValue } from './types.ts'

/** The values of one field, in the account's order. */
export interface Picklist {
  /** Deduplicated. */
  readonly values: readonly PicklistValue[]
  has(id: number): boolean
  /**
   * Returns the value's label, or its id if it is missing from the list.
   *
   * @param parentId for dependent lists: selects among values that occur under several parents
   */
  label(id: number, parentId?: number | null): string
  /** Position by `sortOrder`, from 1; values missing from the list come last. */
  rank(id: number): number
}

/** @param values by `sortOrder`, as the mapping returns them */
export function createPicklist(values: readonly PicklistValue[] = []): Picklist {
  const byId = new Map<number, PicklistValue>()
  for (const value of values) if (!byId.has(value.id)) byId.set(value.id, value)
  const ranks = new Map([...byId.keys()].map((id, index) => [id, index + 1]))
  const labels = new Map(values.map(({ id, parentId, label }) => [`${parentId} ${id}`, label]))
  return {
    values: [...byId.values()],
    has: (id) => byId.has(id),
    label: (id, parentId = null) => labels.get(`${parentId} ${id}`) ?? byId.get(id)?.label ?? String(id),
    rank: (id) => ranks.get(id) ?? byId.size + 1,
  }
}
