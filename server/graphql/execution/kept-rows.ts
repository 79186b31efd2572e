import type { GraphQLObjectType } from 'graphql'
import { countRows } from './count-rows.ts'
import { JsonFragment } from './json-fragment.ts'
import { signatureOf, type ObjectPlan, type PlannedOperation } from './plan.ts'

/** A record as it appears in answers. */
interface KeptRow {
  readonly fragment: JsonFragment
  /** Until when what it was made from beside the basis is fresh, in epoch milliseconds. */
  readonly until: number
}

/** The rows that one root field of an operation takes from those that are kept, and makes for others. */
export interface OperationRows {
  /** The rows of a type under a selection; null: its objects are no rows. */
  of(type: GraphQLObjectType, plan: ObjectPlan, operation: PlannedOperation): SelectedRows | null
  /** Until when all rows that were found are fresh, in epoch milliseconds; Infinity if there were none. */
  readonly until: number
  /** Keeps the rows that were made. @param until when what they were made from beside the basis is no longer fresh */
  keep(until: number): void
}

/** The rows of a type under a selection. */
export interface SelectedRows {
  /** A row that would be made the same again; null if there is none. */
  find(record: unknown): JsonFragment | null
  /** A row that was made now. */
  add(record: unknown, data: unknown): JsonFragment
}

/** By the names of types whose objects are rows: what tells such a record from the others of its type. */
export type RowTypes = ReadonlyMap<string, (record: object) => string | number>

export interface KeptRowsOptions {
  readonly types: RowTypes
  readonly clock: () => number
  /** How many characters are kept. */
  readonly maxLength: number
}

/** What a row takes beside its text, in characters. */
const overhead = 200

type RowsByKey = Map<string | number, KeptRow>

/**
 * Keeps the JSON of records under a selection, for as long as they would be made the same again: another filter, order or
 * page, in whatever document, then costs finding its records and joining their texts.
 *
 * All of one basis, which changes with every change of a record: older ones are given up together. Each role has its own,
 * since it sees what it may.
 */
export function createKeptRows({ types, clock, maxLength }: KeptRowsOptions) {
  let basis: object | null = null
  let selections = new Map<string, RowsByKey>()
  let length = 0

  function clear(now: object): void {
    basis = now
    selections = new Map()
    length = 0
  }

  function rowsOf(selection: string): RowsByKey {
    const known = selections.get(selection)
    if (known) return known
    const rows: RowsByKey = new Map()
    selections.set(selection, rows)
    length += selection.length + overhead
    return rows
  }

  function keep(selection: string, key: string | number, row: KeptRow): void {
    length += row.fragment.text.length + overhead
    if (basis !== null && length > maxLength) clear(basis)
    rowsOf(selection).set(key, row)
  }

  return {
    /** For a root field that is made from the basis now. */
    of(now: object, role: string): OperationRows {
      if (basis !== now) clear(now)
      const made: { readonly selection: string; readonly key: string | number; readonly fragment: JsonFragment }[] = []
      const known = new Map<ObjectPlan, SelectedRows | null>()
      let until = Infinity

      function select(type: GraphQLObjectType, plan: ObjectPlan, operation: PlannedOperation): SelectedRows | null {
        const keyOf = types.get(type.name) as ((record: unknown) => string | number) | undefined
        const signature = keyOf ? signatureOf(plan, operation) : null
        if (!keyOf || signature === null) return null
        const selection = `${role} ${type.name} ${signature}`
        return {
          find(record) {
            const row = basis === now ? selections.get(selection)?.get(keyOf(record)) : undefined
            if (!row || row.until <= clock()) return null
            until = Math.min(until, row.until)
            return row.fragment
          },
          add(record, data) {
            const fragment = JsonFragment.of(data, countRows({ data }))
            made.push({ selection, key: keyOf(record), fragment })
            return fragment
          },
        }
      }

      return {
        of(type, plan, operation) {
          const before = known.get(plan)
          if (before !== undefined) return before
          const rows = select(type, plan, operation)
          known.set(plan, rows)
          return rows
        },
        get until() {
          return until
        },
        keep(freshUntil) {
          if (basis !== now) return
          for (const { selection, key, fragment } of made) keep(selection, key, { fragment, until: freshUntil })
        },
      }
    },
  }
}
