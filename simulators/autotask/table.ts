import type { EntityDefinition } from './entities.ts'
import { parseWireDate } from './wire-date.ts'
import type { WireRecord } from './world.ts'

/** The records of one entity in ascending order of id, each with every field of the entity. */
export interface Table {
  entity: EntityDefinition
  rows(): readonly WireRecord[]
  get(id: number): WireRecord | undefined
  /** Writes a record whole, in place of the one with its id if there is one. */
  put(record: WireRecord): void
  /** Whether there was such a record. */
  remove(id: number): boolean
  /** An id greater than any in use, and than any given out before. */
  nextId(): number
  /** A date field as epoch milliseconds, row by row; NaN where it is null. Parsed once, until the next write. */
  epochs(field: string): Float64Array
  /** The index of the first row whose id is at least `id`. */
  indexFrom(id: number): number
}

/** A table that starts with copies of `records`; fields that they leave out are null. */
export function createTable(entity: EntityDefinition, records: readonly WireRecord[]): Table {
  const rows = records.map((record) => complete(entity, record)).sort((a, b) => a.id - b.id)
  const epochs = new Map<string, Float64Array>()
  let highestId = rows.at(-1)?.id ?? 0

  function indexFrom(id: number): number {
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((rows[middle] as WireRecord).id < id) low = middle + 1
      else high = middle
    }
    return low
  }
  const get = (id: number) => {
    const row = rows[indexFrom(id)]
    return row?.id === id ? row : undefined
  }

  return {
    entity,
    rows: () => rows,
    get,
    indexFrom,
    put(record) {
      rows.splice(indexFrom(record.id), get(record.id) === undefined ? 0 : 1, complete(entity, record))
      highestId = Math.max(highestId, record.id)
      epochs.clear()
    },
    remove(id) {
      if (get(id) === undefined) return false
      rows.splice(indexFrom(id), 1)
      epochs.clear()
      return true
    },
    nextId() {
      highestId += 1
      return highestId
    },
    epochs(field) {
      let column = epochs.get(field)
      if (column === undefined) {
        column = Float64Array.from(rows, (row) => parseWireDate(row[field]))
        epochs.set(field, column)
      }
      return column
    },
  }
}

/** The record with every field of its entity, in wire order. */
function complete(entity: EntityDefinition, record: WireRecord): WireRecord {
  const whole: WireRecord = { id: record.id }
  for (const { name } of entity.fields) whole[name] = record[name] ?? null
  if (entity.hasUserDefinedFields) whole['userDefinedFields'] = record['userDefinedFields'] ?? []
  return whole
}
