import { packText, type TextColumn } from './text-column.ts'

/**
 * How the values of a field are kept: `number` in eight bytes; `category` as a reference to one of few distinct texts;
 * `longText` as bytes, decoded at each use; anything else, short texts too, as they are.
 */
export type ColumnKind = 'number' | 'category' | 'longText' | 'any'

/** The kind of each field of a record. Numbers are finite. */
export type Columns<R> = {
  readonly [Name in keyof R]-?: [R[Name]] extends [number | null]
    ? 'number'
    : [R[Name]] extends [string | null]
      ? 'category' | 'longText' | 'any'
      : 'any'
}

/** Replaces records by ones with equal values that need less memory. The result has the order of the records. */
export type Pack<R> = (records: readonly R[]) => readonly R[]

/** The values of some records, by column. */
interface Block {
  readonly size: number
  /** All number columns, one after the other; null is NaN. */
  readonly numbers: Float64Array
  readonly categories: readonly CategoryColumn[]
  readonly longTexts: readonly TextColumn[]
  readonly others: readonly (readonly unknown[])[]
}

interface CategoryColumn {
  readonly values: readonly unknown[]
  /** The index in `values` of each row. */
  readonly indexes: Uint16Array
}

/** At most so many records are packed together. */
export const maxPackedRows = 2 ** 16

/**
 * Creates the packing of one type of record. A packed record reads its fields from columns when they are asked for: it has
 * the fields of the record, and enumerates them, but they are not its own, so that it cannot be spread.
 *
 * Records take two thirds of the memory that they take as objects, some 250 bytes each, more than half of it outside of
 * the JavaScript heap, and a figure over one field reads adjacent memory (`npm run bench -- replica`).
 */
export function createPacking<R extends object>(columns: Columns<R>): Pack<R> {
  const named = Object.entries<ColumnKind>(columns)
  const names = (kind: ColumnKind) => named.flatMap(([name, own]) => (own === kind ? [name as keyof R] : []))
  const ofKind = {
    number: names('number'),
    category: names('category'),
    longText: names('longText'),
    any: names('any'),
  }
  class Row extends PackedRow {}
  for (const [name, kind] of named) {
    const get = getters[kind](ofKind[kind].indexOf(name as keyof R))
    Object.defineProperty(Row.prototype, name, { get, enumerable: true })
  }

  return (records) => {
    const size = records.length
    if (size > maxPackedRows) throw new RangeError(`At most ${maxPackedRows} records are packed together.`)
    const block: Block = {
      size,
      numbers: packNumbers(records, ofKind.number),
      categories: ofKind.category.map((name) => packCategories(records.map((record) => record[name]))),
      longTexts: ofKind.longText.map((name) =>
        packText(records.map((record) => record[name] as string | null | undefined)),
      ),
      others: ofKind.any.map((name) => records.map((record) => record[name])),
    }
    return records.map((_, index) => new Row(block, index) as unknown as R)
  }
}

class PackedRow {
  readonly #block: Block
  readonly #index: number

  constructor(block: Block, index: number) {
    this.#block = block
    this.#index = index
  }

  static number(column: number) {
    return function (this: PackedRow): number | null {
      const block = this.#block
      const value = block.numbers[column * block.size + this.#index] as number
      return Number.isNaN(value) ? null : value
    }
  }

  static category(column: number) {
    return function (this: PackedRow): unknown {
      const { values, indexes } = this.#block.categories[column] as CategoryColumn
      return values[indexes[this.#index] as number]
    }
  }

  static longText(column: number) {
    return function (this: PackedRow): string | null {
      return (this.#block.longTexts[column] as TextColumn).at(this.#index)
    }
  }

  static other(column: number) {
    return function (this: PackedRow): unknown {
      return (this.#block.others[column] as readonly unknown[])[this.#index]
    }
  }
}
// Not enumerable: it is no field of the record.
Object.defineProperty(PackedRow.prototype, 'toJSON', {
  value(this: PackedRow) {
    return toRecord(this)
  },
})

const getters: Readonly<Record<ColumnKind, (column: number) => () => unknown>> = {
  number: PackedRow.number,
  category: PackedRow.category,
  longText: PackedRow.longText,
  any: PackedRow.other,
}

/** The record as an object of its own, which can be spread: a packed one has no fields of its own. */
export function toRecord<R extends object>(row: R): R {
  const record: Partial<R> = {}
  for (const name in row) record[name] = row[name]
  return record as R
}

function packNumbers<R>(records: readonly R[], names: readonly (keyof R)[]): Float64Array {
  const numbers = new Float64Array(names.length * records.length)
  names.forEach((name, column) => {
    const start = column * records.length
    records.forEach((record, index) => (numbers[start + index] = (record[name] as number | null) ?? NaN))
  })
  return numbers
}

function packCategories(texts: readonly unknown[]): CategoryColumn {
  const known = new Map<unknown, number>()
  const indexes = Uint16Array.from(texts, (text) => {
    const index = known.get(text) ?? known.size
    known.set(text, index)
    return index
  })
  return { values: [...known.keys()], indexes }
}
