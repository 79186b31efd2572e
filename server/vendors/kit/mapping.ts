import { toInteger, toText, type WireRow } from './wire.ts'

/** One field of a record: the wire names to request for it, and how it is read from a row. */
export interface Field<T> {
  readonly wireNames: readonly string[]
  /** Pure; never throws. */
  readonly read: (row: WireRow) => T | null
  /** Whether a row is dropped where it is null (id, date). */
  readonly isMandatory: boolean
}

type Fields = Readonly<Record<string, Field<unknown>>>
type RecordWith<F extends Fields> = { readonly [Name in keyof F]: F[Name] extends Field<infer T> ? T : never }

/** How rows are mapped to records of one type. */
export interface RecordMapping<T> {
  /** Wire names to request. */
  readonly fields: readonly string[]
  /** Null for a row without its mandatory fields. Pure; never throws. */
  readonly map: (row: WireRow) => T | null
}

/** How the rows of one entity are requested and mapped. */
export interface Mapping<T, E extends string = string> extends RecordMapping<T> {
  /** As the vendor names it. */
  readonly entity: E
}

/** The type of a mapping's records. */
export type RecordOf<M> = M extends RecordMapping<infer T> ? T : never

/**
 * Creates a mapping from the fields of a record, by their names in it: its type, the wire names to request and `map` all
 * follow from them.
 */
export function record<F extends Fields>(fields: F): RecordMapping<RecordWith<F>> {
  const named = Object.entries(fields)
  // Copied for each row: filling in fields that are there takes less time than adding them.
  const unset: Record<string, unknown> = Object.fromEntries(named.map(([name]) => [name, null]))
  return {
    fields: [...new Set(named.flatMap(([, { wireNames }]) => wireNames))],
    map(row) {
      const values = { ...unset }
      for (const [name, { read, isMandatory }] of named) {
        const value = read(row)
        if (value === null && isMandatory) return null
        values[name] = value
      }
      return values as RecordWith<F>
    },
  }
}

/** Creates the mapping of an entity. */
export const mapping = <E extends string, F extends Fields>(entity: E, fields: F): Mapping<RecordWith<F>, E> => ({
  entity,
  ...record(fields),
})

/** A field read from one wire name. */
export const field = <T>(wireName: string, read: (value: unknown) => T): Field<T> =>
  combined([wireName], (row) => read(row[wireName]))

/** A field read from several wire names, or none: the compiler refuses to read any other. */
export const combined = <Name extends string, T>(
  wireNames: readonly Name[],
  read: (row: Readonly<Partial<Record<Name, unknown>>>) => T,
): Field<T> => ({ wireNames, read: read as (row: WireRow) => T, isMandatory: false })

/** The same field, where a row without it is dropped. */
export const mandatory = <T>({ wireNames, read }: Field<T>): Field<NonNullable<T>> => ({
  wireNames,
  read: read as Field<NonNullable<T>>['read'],
  isMandatory: true,
})

/** A name, or the row's id where it is unset. */
export const nameOrId = (wireName: string, toId: (value: unknown) => number | string | null = toInteger) =>
  combined(['id', wireName], (row) => toText(row[wireName]) ?? String(toId(row['id'])))

/** Maps rows, and drops those without their mandatory fields. */
export function mapRows<T>(rows: readonly WireRow[], map: (row: WireRow) => T | null): T[] {
  return rows.map(map).filter((row) => row !== null)
}
