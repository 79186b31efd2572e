import { findField } from '../entities.ts'
import type { FieldDefinition } from '../fields/define-fields.ts'
import { serverError, unknownField } from '../refusal.ts'
import type { Table } from '../table.ts'
import type { WireRecord } from '../world.ts'
import { coerceValue, lowerText } from './coerce-value.ts'
import type { Comparable } from './coerce-value.ts'
import type { Clause, Operator } from './query-model.ts'
import { findUserDefinedField, userDefinedValue } from './user-defined-fields.ts'

/** Whether the row at this index of the table passes. */
export type RowTest = (row: number) => boolean

type Condition = Extract<Clause, { kind: 'condition' }>

/** Where a condition finds what it compares, and how its operands are read. */
interface Column {
  comparable(row: number): Comparable | null
  text(row: number): string | null
  coerce(value: unknown): Comparable | null
}

/**
 * The filter as one function over rows of the table as it is now: fields are looked up, values coerced and dates parsed
 * here, once. Throws the vendor's refusal for a field it does not know or cannot filter by. As in SQL, null meets no
 * comparison, `noteq` and `notIn` included.
 */
export function compileFilter(table: Table, clauses: Clause[]): RowTest {
  const tests = clauses.map((clause) => compileClause(table, clause))
  return (row) => tests.every((test) => test(row))
}

function compileClause(table: Table, clause: Clause): RowTest {
  if (clause.kind === 'condition') return compileCondition(findColumn(table, clause), clause.op, clause.value)
  if (clause.op === 'and') return compileFilter(table, clause.items)
  const tests = clause.items.map((item) => compileClause(table, item))
  return (row) => tests.some((test) => test(row))
}

function findColumn(table: Table, { field: name, isUserDefined }: Condition): Column {
  if (isUserDefined) return userDefinedColumn(table, name)
  const field = findField(table.entity, name)
  if (field === undefined) throw unknownField(name, table.entity.singular)
  if (!field.isQueryable) throw serverError(`${name} is not a queryable field of the ${table.entity.singular} Entity.`)
  return fieldColumn(table, field)
}

function fieldColumn(table: Table, field: FieldDefinition): Column {
  const rows = table.rows()
  const value = (row: number) => (rows[row] as WireRecord)[field.name]
  const text = (row: number) => lowerText(value(row))
  const coerce = (operand: unknown) => coerceValue(field, operand)
  if (field.dataType === 'string') return { comparable: text, text, coerce }
  if (field.dataType === 'datetime') {
    const epochs = table.epochs(field.name)
    const instant = (row: number) => {
      const epoch = epochs[row] as number
      return Number.isNaN(epoch) ? null : epoch
    }
    return { comparable: instant, text, coerce }
  }
  return { comparable: (row) => value(row) as Comparable | null, text, coerce }
}

function userDefinedColumn(table: Table, name: string): Column {
  const known = findUserDefinedField(table, name)
  if (known === undefined) throw unknownField(name, table.entity.singular)
  const rows = table.rows()
  const text = (row: number) => lowerText(userDefinedValue(rows[row] as WireRecord, known))
  return { comparable: text, text, coerce: lowerText }
}

function compileCondition(column: Column, op: Operator, operand: unknown): RowTest {
  switch (op) {
    case 'exist':
      return (row) => column.comparable(row) !== null
    case 'notExist':
      return (row) => column.comparable(row) === null
    case 'in':
    case 'notIn':
      return compileList(column, op, operand)
    case 'beginsWith':
    case 'endsWith':
    case 'contains':
      return compileText(column, op, operand)
    default:
      return compileComparison(column, op, operand)
  }
}

function compileList(column: Column, op: 'in' | 'notIn', operand: unknown): RowTest {
  if (!Array.isArray(operand)) throw serverError(`The value of an ${op} condition must be an array.`)
  const wanted = new Set<Comparable | null>(operand.map((value) => column.coerce(value)))
  return (row) => {
    const value = column.comparable(row)
    return value !== null && wanted.has(value) === (op === 'in')
  }
}

function compileText(column: Column, op: 'beginsWith' | 'endsWith' | 'contains', operand: unknown): RowTest {
  const wanted = lowerText(operand)
  if (wanted === null) return () => false
  const method = ({ beginsWith: 'startsWith', endsWith: 'endsWith', contains: 'includes' } as const)[op]
  return (row) => column.text(row)?.[method](wanted) ?? false
}

function compileComparison(
  column: Column,
  op: 'eq' | 'noteq' | 'gt' | 'gte' | 'lt' | 'lte',
  operand: unknown,
): RowTest {
  const wanted = column.coerce(operand)
  if (wanted === null) return () => false
  const compare = comparisons[op]
  return (row) => {
    const value = column.comparable(row)
    return value !== null && compare(value, wanted)
  }
}

const comparisons: Record<'eq' | 'noteq' | 'gt' | 'gte' | 'lt' | 'lte', (a: Comparable, b: Comparable) => boolean> = {
  eq: (a, b) => a === b,
  noteq: (a, b) => a !== b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
}
