import { Kind, type DocumentNode, type FieldNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'
import { countRepeats } from './count-repeats.ts'
import { checkInputSize } from './input-size.ts'
import type { Limits } from './limits.ts'
import { measureOperation, type Measure, type MeasuredRoot, type OperationMeasure } from './measure-operation.ts'
import { inWords, QueryTooExpensiveError } from './query-too-expensive-error.ts'

export interface CheckOptions {
  readonly schema: GraphQLSchema
  readonly limits: Limits
  /** Maximum number of rows a list returns, whatever `first` says. */
  readonly largestFirst: number
}

/** @throws QueryTooExpensiveError if the document has too many operations */
export function checkDocument({ definitions }: DocumentNode, { operations: limit }: Limits): void {
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  const asked = operations.length
  if (asked <= limit) return
  const message = `The document has ${asked} operations; at most ${limit} are allowed. Send only those that you run.`
  throw new QueryTooExpensiveError({ measure: 'operations', asked, limit }, message, operations[limit])
}

/** An operation that exceeds one of these counts as large: no page of the portal does. */
const large = { rows: 1_000, fields: 600, repeatedFields: 60 } as const satisfies Partial<Limits>

/**
 * Rejects an operation that exceeds the limits, based on its text and variables alone: nothing runs, and it need not
 * have been validated. Runs in linear time.
 *
 * @returns whether it is large: within the limits, and yet more than one wants to execute several of at once
 * @throws QueryTooExpensiveError for the first exceeded limit
 */
export function checkOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  { schema, limits, largestFirst }: CheckOptions,
): boolean {
  checkInputSize(document, operation, variables, limits)
  const measure = measureOperation(schema, document, operation, variables, largestFirst)
  refuse('depth', measure, limits, (asked, limit) => [
    `Fields nest ${asked} deep (below ${measure.deepestPath}); at most ${limit} are allowed.`,
    rootWithMost(measure, 'depth'),
  ])
  refuse('rootFields', measure, limits, (asked, limit) => [
    `The operation asks for ${asked} fields at its root; at most ${limit} are allowed. Ask in several operations.`,
    measure.roots()[limits.rootFields]?.node,
  ])
  refuse('aliases', measure, limits, (asked, limit) => [
    `The operation has ${asked} aliases, fragments spread; at most ${limit} are allowed. Ask in several operations.`,
    rootWithMost(measure, 'aliases'),
  ])
  refuse('directives', measure, limits, (asked, limit) => [
    `The operation has ${asked} directives, fragments spread; at most ${limit} are allowed.`,
    rootWithMost(measure, 'directives'),
  ])
  refuse('fields', measure, limits, (asked, limit) => [
    `The operation has ${asked} fields, fragments spread; at most ${limit} are allowed. Ask in several operations.`,
    rootWithMost(measure, 'fields'),
  ])
  const repeats = countRepeats(document, operation)
  if (repeats > limits.repeatedFields) {
    const { repeatedFields: limit } = limits
    const message =
      `${inWords(repeats)} fields stand beside others of the same name, fragments spread; at most ${inWords(limit)} may. ` +
      'Name each field once.'
    throw new QueryTooExpensiveError({ measure: 'repeatedFields', asked: repeats, limit }, message)
  }
  refuse('representations', measure, limits, (asked, limit) => [
    `The operation refers to ${asked} entities (representations); at most ${limit} are allowed. Ask in several operations.`,
    rootWithMost(measure, 'representations'),
  ])
  refuse('rows', measure, limits, (asked, limit) => [
    `The operation may give ${asked} rows (first, multiplied down the tree); at most ${limit} are allowed. ` +
      'Ask for fewer rows (first), or in several operations.',
    rootWithMost(measure, 'rows'),
  ])
  return measure.rows > large.rows || measure.fields > large.fields || repeats > large.repeatedFields
}

type Counted = keyof OperationMeasure & keyof Limits

function refuse(
  name: Counted,
  measure: OperationMeasure,
  limits: Limits,
  explain: (asked: string, limit: string) => [message: string, place: FieldNode | undefined],
): void {
  const asked = measure[name]
  const limit = limits[name]
  if (asked <= limit) return
  const [message, place] = explain(inWords(asked), inWords(limit))
  const where = place ? ` Most of it is in ${nameOf(place)}.` : ''
  // Fragments can multiply to Infinity, which JSON cannot represent.
  const excess = { measure: name, asked: Math.min(asked, Number.MAX_SAFE_INTEGER), limit }
  throw new QueryTooExpensiveError(excess, name === 'rootFields' ? message : message + where, place)
}

const nameOf = ({ alias, name }: FieldNode): string => (alias ?? name).value.slice(0, 40)

function rootWithMost({ roots }: OperationMeasure, what: keyof Omit<Measure, 'deepest'>): FieldNode | undefined {
  return roots().reduce<MeasuredRoot | undefined>(
    (most, root) => (most && most.measure[what] >= root.measure[what] ? most : root),
    undefined,
  )?.node
}
