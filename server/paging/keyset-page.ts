import type { CheckedPage } from './page.ts'

/** A part of an ordered list in the database: the rows next to a position. */
export interface KeysetPart<Position> {
  readonly limit: number
  /** Null: the start of the list, or its end if backward. */
  readonly position: Position | null
  /** Whether the rows before the position are meant, the nearest first. */
  readonly isBackward: boolean
  /** Whether the row at the position is one of them. */
  readonly isIncluded: boolean
}

/** Some rows of the list, in its order, and whether there are others beside them. */
export interface KeysetRows<Row> {
  readonly rows: readonly Row[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
}

/** The first part of a list. */
export const fromStart = (limit: number): KeysetPart<never> => ({
  limit,
  position: null,
  isBackward: false,
  isIncluded: false,
})

/**
 * Reads a page of a list that is ordered in the database, and whether rows are beside it: one row more than wanted tells
 * it on the one side. On the other it is looked for, since the row of the cursor may be gone meanwhile.
 *
 * @param read reads a part of the list, in the direction of the part
 */
export async function readKeysetPage<Row, Position>(
  { size, isBackward }: Pick<CheckedPage, 'size' | 'isBackward'>,
  position: Position | null,
  read: (part: KeysetPart<Position>) => Promise<readonly Row[]>,
): Promise<KeysetRows<Row>> {
  const [found, behind] = await Promise.all([
    read({ limit: size + 1, position, isBackward, isIncluded: false }),
    position === null ? [] : read({ limit: 1, position, isBackward: !isBackward, isIncluded: true }),
  ])
  const rows = found.slice(0, size)
  const [hasMore, hasBehind] = [found.length > size, behind.length > 0]
  return isBackward
    ? { rows: rows.toReversed(), hasNextPage: hasBehind, hasPreviousPage: hasMore }
    : { rows, hasNextPage: hasMore, hasPreviousPage: hasBehind }
}
