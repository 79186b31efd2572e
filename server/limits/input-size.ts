import {
  Kind,
  visit,
  type DocumentNode,
  type ListValueNode,
  type ObjectValueNode,
  type OperationDefinitionNode,
  type StringValueNode,
  type ValueNode,
} from 'graphql'
import { excerpt } from '../errors/excerpt.ts'
import type { Limits } from './limits.ts'
import { inWords, QueryTooExpensiveError } from './query-too-expensive-error.ts'

type InputLimits = Pick<Limits, 'inputValues' | 'textLength' | 'nesting'>

/**
 * Rejects excessive input: list elements and object fields, in the document and in the variables the operation
 * declares, counted per use, and texts that are too long. Stops counting at the limit.
 *
 * @throws QueryTooExpensiveError
 */
export function checkInputSize(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: InputLimits,
): void {
  let count = 0
  const add = (place: string, values: number): void => {
    count += values
    if (count <= limits.inputValues) return
    const { inputValues: limit } = limits
    throw new QueryTooExpensiveError(
      { measure: 'inputValues', asked: count, limit },
      `The lists and objects of the input have more than ${inWords(limit)} values in all (the last of them in ${place}); ` +
        `at most ${inWords(limit)} are allowed. Ask for fewer ids, or in several operations.`,
    )
  }
  const checkText = (place: string, { length }: string): void => {
    const { textLength: limit } = limits
    if (length <= limit) return
    const message = `The text in ${place} has ${inWords(length)} characters; at most ${inWords(limit)} are allowed.`
    throw new QueryTooExpensiveError({ measure: 'textLength', asked: length, limit }, message)
  }

  const { uses, literals } = inputOf(document)
  for (const node of literals) {
    if (node.kind === Kind.STRING) checkText(pathOf(node), node.value)
    else add(pathOf(node), node.kind === Kind.LIST ? node.values.length : node.fields.length)
  }

  const walk = (place: string, value: unknown, times: number, depth: number): void => {
    if (typeof value === 'string') return checkText(place, value)
    if (typeof value !== 'object' || value === null) return
    if (depth > limits.nesting) throw tooDeep(place, limits.nesting)
    const isList = Array.isArray(value)
    const parts: [number | string, unknown][] = isList ? [...value.entries()] : Object.entries(value)
    add(place, parts.length * times)
    for (const [key, part] of parts) {
      // Build the path only if it may be needed: ids come by the thousand.
      const isShort = typeof part === 'string' ? part.length <= limits.textLength : typeof part !== 'object'
      if (!isShort) walk(isList ? `${place}[${key}]` : `${place}.${excerpt(String(key), 40)}`, part, times, depth + 1)
    }
  }
  for (const { variable } of operation.variableDefinitions ?? []) {
    const name = variable.name.value
    if (Object.hasOwn(variables, name)) walk(`$${name}`, variables[name], Math.max(1, uses.get(name) ?? 0), 1)
  }
}

interface DocumentInput {
  /** How often each variable is used. */
  readonly uses: ReadonlyMap<string, number>
  readonly literals: readonly (ListValueNode | ObjectValueNode | StringValueNode)[]
}

const inputs = new WeakMap<DocumentNode, DocumentInput>()

/** What a document says of the input, looked for once. */
function inputOf(document: DocumentNode): DocumentInput {
  const known = inputs.get(document)
  if (known) return known
  const uses = new Map<string, number>()
  const literals: DocumentInput['literals'][number][] = []
  visit(document, {
    enter(node) {
      if (node.kind === Kind.VARIABLE_DEFINITION) return false
      if (node.kind === Kind.VARIABLE) uses.set(node.name.value, (uses.get(node.name.value) ?? 0) + 1)
      else if (node.kind === Kind.LIST || node.kind === Kind.OBJECT || node.kind === Kind.STRING) literals.push(node)
      return undefined
    },
  })
  const input = { uses, literals }
  inputs.set(document, input)
  return input
}

const pathOf = ({ loc }: ValueNode): string =>
  loc ? `line ${loc.startToken.line}, column ${loc.startToken.column}` : 'the document'

function tooDeep(place: string, limit: number): QueryTooExpensiveError {
  const message = `The lists and objects in ${excerpt(place)} nest more than ${limit} deep; at most ${limit} are allowed.`
  return new QueryTooExpensiveError({ measure: 'nesting', asked: limit + 1, limit }, message)
}
