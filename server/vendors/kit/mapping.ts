import type { WireRow } from './wire.ts'

/** How the rows of one entity are requested and mapped. */
export interface Mapping<T, E extends string = string> {
  /** As the vendor names it. */
  readonly entity: E
  /** Wire names to request. */
  readonly fields: readonly string[]
  /** Null for a row without its mandatory fields (id, date). Pure; never throws. */
  readonly map: (row: WireRow) => T | null
}

/** Creates a mapping whose `map` can read only what is requested: the compiler refuses any other field. */
export function mapping<E extends string, F extends string, T>(
  entity: E,
  fields: readonly F[],
  map: (row: Readonly<Partial<Record<F, unknown>>>) => T | null,
): Mapping<T, E> {
  return { entity, fields, map: (row) => map(row as Partial<Record<F, unknown>>) }
}

/** Maps rows, and drops those without their mandatory fields. */
export function mapRows<T>(rows: readonly WireRow[], map: (row: WireRow) => T | null): T[] {
  return rows.map(map).filter((row) => row !== null)
}
