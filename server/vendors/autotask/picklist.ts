import type { PicklistValue } from './types.ts'

/** The values of one field of the account, in the order the account gives them. */
export interface Picklist {
  readonly values: readonly PicklistValue[]
  has(id: number): boolean
  /** The value's label; a value that is missing from the list keeps its id as label. */
  label(id: number): string
  /** The place by `sortOrder`, from 1; values missing from the list come after all others. */
  rank(id: number): number
}

/** @param values in `sortOrder`, as mapping gives them */
export function createPicklist(values: readonly PicklistValue[] = []): Picklist {
  const byId = new Map(values.map((value, index) => [value.id, { label: value.label, rank: index + 1 }]))
  return {
    values,
    has: (id) => byId.has(id),
    label: (id) => byId.get(id)?.label ?? String(id),
    rank: (id) => byId.get(id)?.rank ?? values.length + 1,
  }
}
