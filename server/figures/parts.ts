import { rememberFor } from './remember.ts'

/*
 * Rows in parts. A change of the replica replaces a few parts of a large table, and what was computed from the others is
 * still right: so figures are computed for each part once, and then combined.
 */

type Parts<T> = readonly (readonly T[])[]

const known = new WeakMap<object, Parts<unknown>>()

/** Joins parts to one list of rows, in their order. Parts never change once used here. */
export function joinParts<T>(parts: Parts<T>): readonly T[] {
  const filled = parts.filter(({ length }) => length > 0)
  const [first] = filled
  if (filled.length === 1 && first) return first
  // Not `flat`, which takes ten times as long.
  const rows = new Array<T>().concat(...filled)
  known.set(rows, filled)
  return rows
}

/** The parts that the rows were joined from; the rows themselves if they were not. */
export const partsOf = <T>(rows: readonly T[]): Parts<T> => (known.get(rows) as Parts<T> | undefined) ?? [rows]

/** Computes a value for each part once (see `rememberFor`). */
export const rememberForParts = <T, U>(
  rows: readonly T[],
  key: string,
  compute: (part: readonly T[]) => U,
): readonly U[] => partsOf(rows).map((part) => rememberFor(part, key, () => compute(part)))

/**
 * The rows that pass, which are in parts again. A part of which all rows pass stays the same one, with all that was computed
 * from it.
 *
 * @param key identifies the test
 */
export const filterParts = <T>(parts: Parts<T>, key: string, passes: (row: T) => boolean): readonly T[] =>
  joinParts(
    parts.map((part) =>
      rememberFor(part, key, () => {
        const passing = part.filter(passes)
        return passing.length === part.length ? part : passing
      }),
    ),
  )
