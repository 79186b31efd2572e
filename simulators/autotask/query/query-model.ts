import { missingFilter, serverError } from '../refusal.ts'
import { lowerText } from './coerce-value.ts'

const operators = [
  'eq',
  'noteq',
  'gt',
  'gte',
  'lt',
  'lte',
  'beginsWith',
  'endsWith',
  'contains',
  'exist',
  'notExist',
  'in',
  'notIn',
] as const
/** The thirteen operators of the query grammar. */
export type Operator = (typeof operators)[number]

/** A condition on one field, or a group of conditions. */
export type Clause =
  | { kind: 'group'; op: 'and' | 'or'; items: Clause[] }
  | { kind: 'condition'; op: Operator; field: string; value: unknown; isUserDefined: boolean }

/** A query; its keys are case-insensitive. */
export interface QueryModel {
  /** Joined by AND. Clauses with an operator that the vendor does not know are gone already. */
  filter: Clause[]
  /** Rows per page, 1 to 500, not a cap on the whole. */
  maxRecords: number
  /** The fields asked for, in the caller's spelling; undefined for all. */
  includeFields: string[] | undefined
}

/** The largest page, and how many are given when a query does not say. */
export const maxPageSize = 500

const maxOrConditions = 500

/** Reads a query model. Throws the vendor's refusal when there is no filter or one of its limits is broken. */
export function parseQueryModel(text: string): QueryModel {
  const model = lowerKeys(parseJson(text))
  const filter = model['filter']
  // A filter that is no array does not bind on the server, which then has none.
  if (!Array.isArray(filter) || filter.length === 0) throw missingFilter()
  const clauses = filter.flatMap(parseClause)
  if (countOrConditions(clauses) > maxOrConditions) {
    throw serverError(`Invalid query syntax. Queries are limited to ${maxOrConditions} or fewer 'OR' conditions.`)
  }
  return {
    filter: clauses,
    maxRecords: parseMaxRecords(model['maxrecords']),
    includeFields: parseIncludeFields(model['includefields']),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw missingFilter()
  }
}

function lowerKeys(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]))
}

/** One clause, or none when its operator is unknown: the vendor silently drops those (recorded live). */
function parseClause(value: unknown): Clause[] {
  const { op, items, field, value: operand, udf } = lowerKeys(value)
  const operator = lowerText(op)
  if (operator === 'and' || operator === 'or') {
    const clauses = Array.isArray(items) ? items.flatMap(parseClause) : []
    return clauses.length === 0 ? [] : [{ kind: 'group', op: operator, items: clauses }]
  }
  const known = operators.find((name) => lowerText(name) === operator)
  if (known === undefined) return []
  const isUserDefined = lowerText(udf) === 'true'
  return [
    { kind: 'condition', op: known, field: typeof field === 'string' ? field : '', value: operand, isUserDefined },
  ]
}

/** Every member of an OR group counts, and so does every value of an `in` list. */
function countOrConditions(clauses: Clause[], isOrGroup = false): number {
  return clauses.reduce((sum, clause) => {
    if (clause.kind === 'group') return sum + countOrConditions(clause.items, clause.op === 'or')
    if (clause.op === 'in' && Array.isArray(clause.value)) return sum + clause.value.length
    return sum + (isOrGroup ? 1 : 0)
  }, 0)
}

function parseMaxRecords(value: unknown): number {
  if (value === undefined || value === null) return maxPageSize
  const count = Number(value)
  if (!Number.isInteger(count) || count < 1 || count > maxPageSize) {
    throw serverError(`maxCountOfRecordsToReturn must be between 1 and ${maxPageSize}`)
  }
  return count
}

function parseIncludeFields(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.length > 0 ? value.map(String) : undefined
}
