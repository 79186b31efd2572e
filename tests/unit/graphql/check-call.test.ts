import { buildSchema, getIntrospectionQuery } from 'graphql'
import { describe, expect, test } from 'vitest'
import { leastLimits } from '../../../server/config/limit-settings.ts'
import { GatewayError } from '../../../server/errors/gateway-error.ts'
import { createCallCheck } from '../../../server/graphql/check-call.ts'
import { createDocuments } from '../../../server/graphql/documents.ts'
import { readTypeDefs } from '../../../server/graphql/schema.ts'
import { createLimits, type Limits } from '../../../server/limits/limits.ts'
import { largestDocuments, refusedDocuments } from '../../support/worst-documents.ts'
import { greatestVariables, readPortalOperations } from '../../support/portal-operations.ts'

const schema = buildSchema(readTypeDefs().join('\n'))

function createCheck(limits: Limits) {
  const documents = createDocuments({ schema, maxTokens: limits.tokens, hideSuggestions: false })
  return createCallCheck({ schema, limits, documents })
}
const check = createCheck(createLimits())

/** Why a call is refused, for programs; null when it is not. */
function refusal(query: string, variables: Record<string, unknown> = {}, operationName: string | null = null) {
  try {
    check({ query, variables, operationName })
    return null
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return { code: error.code, message: error.message, ...error.details }
  }
}

describe('a document that was made to cost much', () => {
  test.each(refusedDocuments)('is refused: $name', ({ query, variables, measure }) => {
    expect(refusal(query, variables)).toMatchObject({ code: 'QUERY_TOO_EXPENSIVE', measure })
  })

  test.each(largestDocuments)('passes right below the limits: $name', ({ query, variables }) => {
    expect(refusal(query, variables)).toBeNull()
  })
})

describe('the message says what was asked, what is allowed and where', () => {
  test.each([
    [
      `{ activitySummary ${'{ comparison '.repeat(16)} { id }${' }'.repeat(16)} }`,
      'Fields nest 18 deep (below activitySummary.comparison.comparison.comparison.comparison); at most 16 are allowed. Most of it is in activitySummary.',
      { measure: 'depth', asked: 18, limit: 16 },
    ],
    [
      `{ few: viewer { id } ${Array.from({ length: 200 }, (_, i) => `a${i}: viewer { id }`).join(' ')} }`,
      'The operation asks for 201 fields at its root; at most 200 are allowed. Ask in several operations.',
      { measure: 'rootFields', asked: 201, limit: 200 },
    ],
    [
      `{ viewer { id } ${Array.from({ length: 38 }, (_, i) => `a${i}: tickets(first: 100) { nodes { id } edges { cursor } }`).join(' ')} }`,
      'The operation may give 7,600 rows (first, multiplied down the tree); at most 7,500 are allowed. Ask for fewer rows (first), or in several operations. Most of it is in a0.',
      { measure: 'rows', asked: 7_600, limit: 7_500 },
    ],
    [
      `{ tickets(filter: { company: [[[${'['.repeat(50)}`,
      'The brackets of the document nest more than 48 deep (at line 1, column 75); at most 48 are allowed.',
      { measure: 'nesting', asked: 49, limit: 48 },
    ],
    [
      `{ tickets(filter: { text: "${'x'.repeat(50_001)}" }) { totalCount } }`,
      'The text in line 1, column 27 has 50,001 characters; at most 50,000 are allowed.',
      { measure: 'textLength', asked: 50_001, limit: 50_000 },
    ],
  ])('%#', (query, message, details) => {
    expect(refusal(query)).toEqual({ code: 'QUERY_TOO_EXPENSIVE', message, ...details })
  })

  test('for variables by their path', () => {
    const query = 'query ($filter: TicketFilter) { tickets(filter: $filter) { totalCount } }'

    expect(refusal(query, { filter: { company: Array.from({ length: 40_000 }, String) } })).toEqual({
      code: 'QUERY_TOO_EXPENSIVE',
      message:
        'The lists and objects of the input have more than 40,000 values in all (the last of them in $filter.company); at most 40,000 are allowed. Ask for fewer ids, or in several operations.',
      measure: 'inputValues',
      asked: 40_001,
      limit: 40_000,
    })
    expect(refusal(query, { filter: { text: 'x'.repeat(50_001) } })).toMatchObject({
      message: 'The text in $filter.text has 50,001 characters; at most 50,000 are allowed.',
    })
  })
})

describe('variables', () => {
  test('count as often as they are used', () => {
    const ids = Array.from({ length: 15_000 }, String)
    const use = (name: string) => `${name}: tickets(filter: { company: $ids }) { totalCount }`

    expect(refusal(`query ($ids: [ID!]) { ${use('a')} ${use('b')} }`, { ids })).toBeNull()
    expect(refusal(`query ($ids: [ID!]) { ${use('a')} ${use('b')} ${use('c')} }`, { ids })).toMatchObject({
      measure: 'inputValues',
    })
  })

  test('that the operation does not declare do not count', () => {
    expect(refusal('{ viewer { id } }', { padding: 'x'.repeat(1_000_000) })).toBeNull()
  })

  test('say how many rows first allows', () => {
    const aliases = Array.from(
      { length: 38 },
      (_, i) => `a${i}: tickets(first: $first) { nodes { id } edges { cursor } }`,
    )
    const query = `query ($first: Int) { ${aliases.join(' ')} }`

    expect(refusal(query, { first: 90 })).toBeNull()
    expect(refusal(query, { first: 100 })).toMatchObject({ measure: 'rows', asked: 7_600 })
    // Its own resolver refuses that.
    expect(refusal(query, { first: 1_000_000 })).toMatchObject({ measure: 'rows', asked: 7_600 })
  })
})

describe('of a document with several operations', () => {
  const two = 'query A { viewer { id } } query B { viewer { name } }'

  test.each([
    [two, 'A'],
    [two, 'B'],
    ['{ viewer { id } }', null],
  ])('%s, %s is run', (query, name) => {
    expect(refusal(query, {}, name)).toBeNull()
  })

  test.each([
    [two, 'C', 'The document has no operation named "C". It has A, B.'],
    ['{ viewer { id } }', 'A', 'The document has no operation named "A". Its operation has no name.'],
    [two, null, 'Must provide operation name if query contains multiple operations.'],
    ['fragment F on Viewer { id }', null, 'The document has no operation: it needs a query or a mutation.'],
    [two, 'x'.repeat(10_000), `The document has no operation named "${'x'.repeat(100)}…". It has A, B.`],
  ])('%s, %s is refused', (query, name, message) => {
    expect(refusal(query, {}, name)).toEqual({ code: 'OPERATION_RESOLUTION_FAILURE', message })
  })
})

test('fragments that spread each other without end are left to validation', () => {
  expect(refusal('{ viewer { ...A } } fragment A on Viewer { id ...B } fragment B on Viewer { name ...A }')).toBeNull()
})

test('a document that cannot be parsed is left to whoever runs it', () => {
  expect(refusal('{ viewer')).toBeNull()
})

describe('what nothing may refuse, however low an installation sets its limits', () => {
  const strictest = createCheck(createLimits(leastLimits))

  test('the introspection query of tools passes', () => {
    const options = { inputValueDeprecation: true, specifiedByUrl: true, directiveIsRepeatable: true, oneOf: true }
    expect(() =>
      strictest({ query: getIntrospectionQuery(options), operationName: 'IntrospectionQuery', variables: {} }),
    ).not.toThrow()
  })

  test('every operation of the portal passes with the greatest variables, and none counts as large', async () => {
    const operations = await readPortalOperations()

    expect(operations.length).toBeGreaterThan(10)
    for (const { name, text } of operations) {
      const variables = greatestVariables(schema, text)
      expect(strictest({ query: text, operationName: name, variables }), name).toBe(false)
    }
  })
})
