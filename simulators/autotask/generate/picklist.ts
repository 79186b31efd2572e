import type { PicklistValue } from '../world.ts'

/** What a picklist value may say beyond its value, label and place. */
type Extras = Partial<Pick<PicklistValue, 'isDefaultValue' | 'parentValue' | 'isActive' | 'isSystem'>>

/** One value of a picklist: active, not the default, not the system's own unless said otherwise. */
export function picklistValue(
  value: number | string,
  label: string,
  sortOrder: number,
  extras: Extras = {},
): PicklistValue {
  return {
    value: String(value),
    label,
    isDefaultValue: false,
    sortOrder,
    parentValue: '',
    isActive: true,
    isSystem: false,
    ...extras,
  }
}

/** A picklist in the order given, from pairs of value and label. */
export function picklist(...pairs: [value: number | string, label: string][]): PicklistValue[] {
  return pairs.map(([value, label], index) => picklistValue(value, label, index + 1))
}
