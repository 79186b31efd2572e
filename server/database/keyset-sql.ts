import { sql, type RawBuilder } from 'kysely'

/** Which side of a position is meant, in a list whose largest come first. */
export interface KeysetSide {
  /** Whether the rows before the position are meant. */
  readonly isBackward: boolean
  /** Whether the row at the position is one of them. */
  readonly isIncluded: boolean
}

/** The comparison of a row with the position that selects this side. */
export function beyond({ isBackward, isIncluded }: KeysetSide): RawBuilder<unknown> {
  if (isBackward) return isIncluded ? sql`>=` : sql`>`
  return isIncluded ? sql`<=` : sql`<`
}
