import type { Sort } from './address.ts'

/** What the head of a column says and leads to. */
export interface SortHead<Field extends string> {
  /** The direction of its sort; null when the rows are sorted by another column. */
  readonly order: 'ascending' | 'descending' | null
  /** The sort that a click leads to. */
  readonly next: Sort<Field>
}

/**
 * The head of a column that rows can be sorted by. A second click reverses the order.
 *
 * @param startsDescending the direction of the first click: numbers and dates usually descend, texts ascend
 */
export function sortHead<Field extends string>(
  sort: Sort<Field>,
  field: Field,
  startsDescending: boolean,
): SortHead<Field> {
  const isSorted = sort.field === field
  return {
    order: isSorted ? (sort.descending ? 'descending' : 'ascending') : null,
    next: { field, descending: isSorted ? !sort.descending : startsDescending },
  }
}
