import type { GraphQLObjectType } from 'graphql'
import { JsonFragment } from './json-fragment.ts'
import type { ObjectPlan } from './plan.ts'

/** A record as it appears in answers. */
interface KeptRow {
  readonly fragment: JsonFragment
  /** Until when what it was made from beside the basis is fresh, in epoch milliseconds. */
  readonly until: number
}

/** The rows that one root field of an operation takes from those that are kept, and makes for others. */
export interface OperationRows {
  /** What a record of this type is called among the kept rows; null: it is no row. */
  keyOf(type: GraphQLObjectType, plan: ObjectPlan, record: unknown): string | number | null
  /** A row that would be made the same again; null if there is none. */
  find(plan: ObjectPlan, key: string | number): JsonFragment | null
  /** A row that was made now. */
  add(plan: ObjectPlan, key: string | number, data: unknown): JsonFragment
  /** Until when all rows that were found are fresh, in epoch milliseconds; Infinity if there were none. */
  readonly until: number
  /** Keeps the rows that were made. @param until when what they were made from beside the basis is no longer fresh */
  keep(until: number): void
}

/** By the names of types whose objects are rows: what tells such a record from the others of its type. */
export type RowTypes = ReadonlyMap<string, (record: object) => string | number>

export interface KeptRowsOptions {
  readonly types: RowTypes
  readonly clock: () => number
  /** How many letters are kept. */
  readonly maxLength: number
}

type RowsByKey = Map<string | number, KeptRow>

/**
 * Keeps the JSON of records under a selection, for as long as they would be made the same again: another filter, order or
 * page then costs finding its records and joining their texts.
 *
 * All of one basis, which changes with every change of a record: older ones are given up together. Each role has its own,
 * since it sees what it may.
 */
export function createKeptRows({ types, clock, maxLength }: KeptRowsOptions) {
  let basis: object | null = null
  let roles = new Map<string, WeakMap<ObjectPlan, RowsByKey>>()
  let length = 0

  function clear(now: object): void {
    basis = now
    roles = new Map()
    length = 0
  }

  function rowsOf(role: string, plan: ObjectPlan): RowsByKey {
    const plans = roles.get(role) ?? new WeakMap<ObjectPlan, RowsByKey>()
    roles.set(role, plans)
    const rows = plans.get(plan) ?? new Map<string | number, KeptRow>()
    plans.set(plan, rows)
    return rows
  }

  return {
    /** For a root field that is made from the basis now. */
    of(now: object, role: string): OperationRows {
      if (basis !== now) clear(now)
      const made: { readonly plan: ObjectPlan; readonly key: string | number; readonly fragment: JsonFragment }[] = []
      let until = Infinity
      return {
        keyOf({ name }, plan, record) {
          const keyOf = types.get(name)
          return keyOf && plan.isFixed ? keyOf(record as object) : null
        },
        find(plan, key) {
          const row = basis === now ? rowsOf(role, plan).get(key) : undefined
          if (!row || row.until <= clock()) return null
          until = Math.min(until, row.until)
          return row.fragment
        },
        add(plan, key, data) {
          const fragment = JsonFragment.of(data, 1)
          made.push({ plan, key, fragment })
          return fragment
        },
        get until() {
          return until
        },
        keep(freshUntil) {
          for (const { plan, key, fragment } of made) {
            if (basis !== now) return
            length += fragment.text.length
            if (length > maxLength) clear(now)
            rowsOf(role, plan).set(key, { fragment, until: freshUntil })
          }
        },
      }
    },
  }
}
