import { Kind, visit, type DocumentNode, type OperationDefinitionNode, type ValueNode } from 'graphql'
import type { Limits } from './limits.ts'
import { inWords, QueryTooExpensiveError } from './query-too-expensive-error.ts'

type InputLimits = Pick<Limits, 'inputValues' | 'textLength'>

/**
 * Refuses more input than an operation may bring: elements of lists and fields of objects, in the document and in the
 * variables the operation declares, and texts that are too long. Counting stops at the limit.
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

  visit(document, {
    enter(node) {
      if (node.kind === Kind.LIST) add(placeOf(node), node.values.length)
      else if (node.kind === Kind.OBJECT) add(placeOf(node), node.fields.length)
      else if (node.kind === Kind.STRING) checkText(placeOf(node), node.value)
    },
  })

  const walk = (place: string, value: unknown): void => {
    if (typeof value === 'string') return checkText(place, value)
    if (Array.isArray(value)) {
      add(place, value.length)
      for (const [index, element] of value.entries()) walk(`${place}[${index}]`, element)
    } else if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value)
      add(place, entries.length)
      for (const [name, part] of entries) walk(`${place}.${name.slice(0, 40)}`, part)
    }
  }
  for (const { variable } of operation.variableDefinitions ?? []) {
    const name = variable.name.value
    if (Object.hasOwn(variables, name)) walk(`$${name}`, variables[name])
  }
}

const placeOf = ({ loc }: ValueNode): string =>
  loc ? `line ${loc.startToken.line}, column ${loc.startToken.column}` : 'the document'
