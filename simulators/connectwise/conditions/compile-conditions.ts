import { findCondition } from '../refusal.ts'
import type { Expression, Literal, Operator } from './expression.ts'
import { matchesLike } from './like.ts'
import { parseConditions } from './parse-conditions.ts'

/** Whether a record passes. */
export type RecordTest = (record: Record<string, unknown>) => boolean

/**
 * What a field is compared as. An `enum` compares as text, but only with values it can have; a
 * `reference` only with null.
 */
export type FieldKind = 'string' | 'numeric' | 'boolean' | 'datetime' | 'reference' | { enum: readonly string[] }

/** Where a condition finds what it compares: all values the path leads to, several where it leads into a collection. */
export interface ConditionField {
  kind: FieldKind
  read(record: Record<string, unknown>): unknown[]
}

/** How a filter's names are looked up. */
export interface Vocabulary {
  /** Undefined when nothing has that name. */
  find(path: string): ConditionField | undefined
  /** `childConditions` know no `in`. */
  allowsIn: boolean
}

/** The filter as a function over records. Throws the vendor's `ApiFindCondition` for what it cannot read or does not know. */
export function compileConditions(text: string, vocabulary: Vocabulary): RecordTest {
  const parsed = parseConditions(text)
  if ('refusal' in parsed) throw findCondition(parsed.refusal)
  return compileExpression(parsed.expression, vocabulary)
}

/** Compiles a filter that has been read. */
export function compileExpression(expression: Expression, vocabulary: Vocabulary): RecordTest {
  if ('items' in expression) {
    const tests = expression.items.map((item) => compileExpression(item, vocabulary))
    return expression.kind === 'and'
      ? (record) => tests.every((test) => test(record))
      : (record) => tests.some((test) => test(record))
  }
  const field = vocabulary.find(expression.path)
  if (field === undefined) throw findCondition(`${expression.path} is not a recognized name.`)
  if (expression.kind === 'compare') return compileComparison(field, expression.operator, expression.value)

  if (!vocabulary.allowsIn) throw findCondition('The in operator is not supported in childConditions.')
  const operands = expression.values.map((value) => operandOf(field, value))
  const isIn = (value: unknown) => value !== null && operands.includes(comparable(field, value))
  return expression.isNegated
    ? (record) => field.read(record).some((value) => (value ?? null) !== null && !isIn(value))
    : (record) => field.read(record).some((value) => isIn(value ?? null))
}

type Comparable = string | number | boolean | null

function compileComparison(field: ConditionField, operator: Operator, literal: Literal): RecordTest {
  if (literal.kind === 'null') return compileNull(field, operator)
  const operand = operandOf(field, literal)
  const test = tests[operator]
  return (record) =>
    field.read(record).some((raw) => {
      const value = comparable(field, raw ?? null)
      // As in SQL, null meets no comparison, the negative ones included.
      return value !== null && operand !== null && test(value, operand)
    })
}

function compileNull(field: ConditionField, operator: Operator): RecordTest {
  if (operator !== '=' && operator !== '!=') throw findCondition(`The operator ${operator} is not supported with null.`)
  const isNull: RecordTest = (record) => field.read(record).every((value) => (value ?? null) === null)
  return operator === '=' ? isNull : (record) => !isNull(record)
}

const tests: Record<Operator, (value: string | number | boolean, operand: string | number | boolean) => boolean> = {
  '=': (value, operand) => value === operand,
  '!=': (value, operand) => value !== operand,
  '<': (value, operand) => value < operand,
  '<=': (value, operand) => value <= operand,
  '>': (value, operand) => value > operand,
  '>=': (value, operand) => value >= operand,
  contains: (value, operand) => String(value).includes(String(operand)),
  'not contains': (value, operand) => !String(value).includes(String(operand)),
  like: (value, operand) => matchesLike(String(value), String(operand)),
  'not like': (value, operand) => !matchesLike(String(value), String(operand)),
}

/** The literal as the field's values are compared. Throws the vendor's refusal for another kind of literal. */
function operandOf({ kind }: ConditionField, literal: Literal): Comparable {
  if (literal.kind === 'null') return null
  const expected = typeof kind === 'object' ? 'string' : kind
  if (literal.kind !== expected) {
    throw findCondition(
      `Expected a ${expected} value, not a ${literal.kind}. String values should be enclosed with double or single ` +
        'quotes; DateTime values should be enclosed in square brackets; Boolean values should be True or False.',
    )
  }
  if (literal.kind === 'datetime') return literal.epochMs
  if (literal.kind !== 'string') return literal.value
  const value = literal.value.toLowerCase()
  if (typeof kind === 'object' && !kind.enum.some((name) => name.toLowerCase() === value)) {
    throw findCondition('Enum value supplied was invalid')
  }
  return value
}

/** Text compares in any case, as the vendor's database collates it. */
function comparable({ kind }: ConditionField, value: unknown): Comparable {
  if (value === null || value === undefined) return null
  if (kind === 'datetime') return Date.parse(value as string)
  if (kind === 'numeric' || kind === 'boolean') return value as number | boolean
  return (value as string).toLowerCase()
}
