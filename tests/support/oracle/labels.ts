import type { AutotaskState, PicklistValue } from './state.ts'

/** Order of two texts by code points, no locale. */
export function compareText(a: string, b: string): number {
  const left = Array.from(a, (c) => c.codePointAt(0) ?? 0)
  const right = Array.from(b, (c) => c.codePointAt(0) ?? 0)
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** null for what the vendor leaves unset: null, undefined, ''. */
export const blankToNull = (text: string | null | undefined): string | null =>
  text === null || text === undefined || text === '' ? null : text

export function personName(person: { firstName: string | null; lastName: string | null }): string {
  return `${person.firstName ?? ''} ${person.lastName ?? ''}`.trim()
}

/** A row by id; ids are never tested for truth, as company 0 is one. */
export function byId<T extends { id: number }>(rows: T[], id: number | null | undefined): T | undefined {
  if (id === null || id === undefined) return undefined
  for (const row of rows) if (row.id === id) return row
  return undefined
}

/**
 * The values of a picklist in `sortOrder` (equal ones by number). Of rows for one value below one parent there is one: the
 * first that is active, or the first if none is.
 */
export function picklist(state: AutotaskState, collection: string, field: string): PicklistValue[] {
  const values = [...(state.picklists[collection]?.[field] ?? [])]
  values.sort((a, b) => a.sortOrder - b.sortOrder || Number(a.value) - Number(b.value))
  return values.filter((value) => {
    const same = values.filter((other) => other.value === value.value && other.parentValue === value.parentValue)
    return value === (same.find(({ isActive }) => isActive) ?? same[0])
  })
}

/** The same, with a value that stands below several parents only once. */
export function distinctValues(state: AutotaskState, collection: string, field: string): PicklistValue[] {
  const values = picklist(state, collection, field)
  return values.filter((value, index) => values.findIndex((other) => other.value === value.value) === index)
}

/** A value's label; the id itself when the picklist does not know it. */
export function labelOf(state: AutotaskState, collection: string, field: string, id: number): string {
  for (const value of picklist(state, collection, field)) if (value.value === String(id)) return value.label
  return String(id)
}

export type Company = { id: string; name: string }
export type Resource = { id: string; name: string; email: string | null }

/** null when there is no id or no such company. */
export function companyOf(state: AutotaskState, id: number | null): Company | null {
  const row = byId(state.Companies, id)
  return row ? { id: String(row.id), name: row.companyName } : null
}

/** null when there is no id or no such resource. */
export function resourceOf(state: AutotaskState, id: number | null): Resource | null {
  const row = byId(state.Resources, id)
  return row ? { id: String(row.id), name: personName(row), email: blankToNull(row.email) } : null
}
