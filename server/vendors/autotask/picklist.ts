import type { PicklistValue } from './types.ts'

/** The values of one field of the account, in the order the account gives them. */
export interface Picklist {
  /** Each once. */
  readonly values: readonly PicklistValue[]
  has(id: number): boolean
  /**
   * The value's label; a value that is missing from the list keeps its id as label.
   *
   * @param parentId where a list depends on another one: of values that stand under several, the one under this
   */
  label(id: number, parentId?: number | null): string
  /** The place by `sortOrder`, from 1; values missing from the list come after all others. */
  rank(id: number): number
}

/** @param values in `sortOrder`, as mapping gives them */
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
