import { buildSchema, parse } from 'graphql'
import { beforeEach, describe, expect, test } from 'vitest'
import type { GraphContext } from '../../../../server/graphql/context.ts'
import { createExecute } from '../../../../server/graphql/execution/execute.ts'
import { writeJson } from '../../../../server/graphql/execution/json-fragment.ts'
import { createKeptFields, type KeepRule } from '../../../../server/graphql/execution/kept-fields.ts'
import { createAnswerBudget } from '../../../../server/limits/answer-budget.ts'

const policy = { trackedFields: new Set<string>(), readFields: new Set<string>(), endOfDay: () => Infinity }

let titlesMade: number[]
let now: number
let basis: object
let until: number | null
let failing: Set<number>
let answerValues: number
let ask: (
  document: string,
  options?: { role?: 'VIEWER' | 'ADMIN'; variables?: Record<string, unknown> },
) => Promise<unknown>

beforeEach(() => {
  ;[titlesMade, now, basis, until, failing, answerValues] = [[], 1_000, {}, Infinity, new Set(), 1_000]
  const schema = buildSchema(`
    type Query { rows(from: Int = 1, to: Int = 3): Page!  row(id: Int!): Row  others: [Row!]! }
    type Page { nodes: [Row!]!  edges: [Edge!]! }
    type Edge { node: Row! }
    type Row { id: Int!  title(upper: Boolean = false): String  part: Part }
    type Part { of: Int!  text(upper: Boolean): String }
  `)
  const row = (id: number) => ({
    id,
    title({ upper }: { upper: boolean }) {
      titlesMade.push(id)
      if (failing.has(id)) throw new Error('no')
      return upper ? `ROW ${id}` : `row "${id}"`
    },
    part: { of: id, text: ({ upper }: { upper?: boolean }) => (upper ? 'PART' : 'part') },
  })
  const list = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => row(from + index))
  const resolvers: Record<string, (_: unknown, args: Record<string, number>) => unknown> = {
    rows: (_, { from = 0, to = 0 }) => ({
      nodes: list(from, to),
      edges: list(from, to).map((node) => ({ node })),
    }),
    row: (_, { id = 0 }) => Promise.resolve(row(id)),
    others: () => list(1, 3),
  }
  for (const [name, resolve] of Object.entries(resolvers)) {
    Object.assign(schema.getQueryType()?.getFields()[name] ?? {}, { resolve })
  }
  const rule: KeepRule = {
    fields: new Set(['rows', 'row']),
    rowTypes: new Map([['Row', (record) => (record as { id: number }).id]]),
    isFor: () => true,
    basisOf: async () => basis,
    unchangedUntil: () => until,
    dependsOnMoment: () => false,
    clock: () => now,
    basisNow: () => basis,
    onMade: () => undefined,
    onReused: () => undefined,
  }
  const kept = createKeptFields({ ...policy, rules: [rule], keepsFields: false })
  const execute = createExecute(schema, false, kept)
  const documents = new Map<string, ReturnType<typeof parse>>()
  ask = async (text, { role = 'VIEWER', variables = {} } = {}) => {
    const document = documents.get(text) ?? parse(text)
    documents.set(text, document)
    const { data, errors } = await execute({
      document,
      operationName: null,
      variables,
      context: { principal: { role } } as GraphContext,
      budget: createAnswerBudget({ answerValues, answerBytes: 10_000 }, () => Promise.resolve()),
    })
    return errors ? errors.map(({ message }) => message) : JSON.parse(writeJson(data))
  }
})

const rows = 'query ($from: Int, $to: Int) { rows(from: $from, to: $to) { nodes { id title } } }'
const titles = (from: number, to: number) => ({
  rows: {
    nodes: Array.from({ length: to - from + 1 }, (_, n) => ({ id: from + n, title: `row "${from + n}"` })),
  },
})
const askRows = (from: number, to: number) => ask(rows, { variables: { from, to } })

test('a record is written once for all lists that have it', async () => {
  expect(await askRows(1, 3)).toEqual(titles(1, 3))
  expect(await askRows(2, 5)).toEqual(titles(2, 5))
  expect(titlesMade).toEqual([1, 2, 3, 4, 5])
})

test('a record is written once for all documents that select the same of it', async () => {
  await askRows(1, 2)
  const others = [
    '{ a: rows(to: 2) { nodes { ...F } } } fragment F on Row { id ... on Row { title } }',
    '{ row(id: 1) { id title } }',
    '{ rows(from: 2, to: 2) { edges { node { id title id } } } }',
  ]
  const answers = await Promise.all(others.map((document) => ask(document)))

  expect(answers).toEqual([
    { a: titles(1, 2).rows },
    { row: { id: 1, title: 'row "1"' } },
    { rows: { edges: [{ node: { id: 2, title: 'row "2"' } }] } },
  ])
  expect(titlesMade).toEqual([1, 2])
})

test('an object on its own, and in an edge, is a row too', async () => {
  const document = 'query ($id: Int!, $to: Int) { row(id: $id) { title } rows(to: $to) { edges { node { title } } } }'
  const answers = [
    await ask(document, { variables: { id: 7, to: 2 } }),
    await ask(document, { variables: { id: 7, to: 2 } }),
  ]

  expect(answers[0]).toEqual({
    row: { title: 'row "7"' },
    rows: { edges: [{ node: { title: 'row "1"' } }, { node: { title: 'row "2"' } }] },
  })
  expect(answers[1]).toEqual(answers[0])
  expect(titlesMade.toSorted((a, b) => a - b)).toEqual([1, 2, 7])
})

describe('a row is made anew', () => {
  beforeEach(async () => {
    await askRows(1, 1)
    titlesMade = []
  })

  test('once the basis has changed, even if it was there before', async () => {
    const before = basis
    basis = {}
    await askRows(1, 1)
    basis = before
    await askRows(1, 1)
    expect(titlesMade).toEqual([1, 1])
  })

  test('once what it was made from is no longer fresh', async () => {
    basis = {}
    until = 2_000
    await askRows(2, 2)
    now = 1_999
    await askRows(2, 2)
    now = 2_000
    await askRows(2, 2)
    expect(titlesMade).toEqual([2, 2])
  })

  test('for another role', async () => {
    await ask(rows, { role: 'ADMIN', variables: { from: 1, to: 1 } })
    expect(titlesMade).toEqual([1])
  })

  test.each([
    ['other fields', 'title', { title: 'row "1"' }],
    ['another order of the fields', 'title id', { title: 'row "1"', id: 1 }],
    ['another name of a field', 'id name: title', { id: 1, name: 'row "1"' }],
    ['another argument', 'id title(upper: true)', { id: 1, title: 'ROW 1' }],
  ])('for %s', async (_, fields, expected) => {
    expect(await ask(`{ rows(to: 1) { nodes { ${fields} } } }`)).toEqual({ rows: { nodes: [expected] } })
    expect(titlesMade).toEqual([1])
  })

  test('under a root field that is not of the rule', async () => {
    for (let n = 0; n < 2; n++) await ask('{ others { title } }')
    expect(titlesMade).toEqual([1, 2, 3, 1, 2, 3])
  })

  test.each([
    'query ($upper: Boolean!) { rows(to: 1) { nodes { title(upper: $upper) } } }',
    'query ($upper: Boolean!) { rows(to: 1) { nodes { title part { ...P } } } } fragment P on Part { text(upper: $upper) }',
  ])('if a variable decides what it is: %s', async (document) => {
    const [upper, lower] = [
      await ask(document, { variables: { upper: true } }),
      await ask(document, { variables: { upper: false } }),
    ]
    expect(upper).not.toEqual(lower)
    expect(titlesMade).toEqual([1, 1])
  })

  test('if it was made where something failed, or something was read beside the basis', async () => {
    failing.add(3)
    expect(await askRows(2, 3)).toEqual(['no'])
    failing.clear()
    until = null
    await askRows(2, 3)
    until = Infinity
    await askRows(2, 3)
    await askRows(2, 3)
    expect(titlesMade).toEqual([2, 3, 2, 3, 2, 3])
  })
})

test('a variable that leaves a field out is another selection', async () => {
  const document = 'query ($with: Boolean!) { rows(to: 1) { nodes { id title @include(if: $with) } } }'
  const answers = []
  for (const isThere of [true, false, true]) answers.push(await ask(document, { variables: { with: isThere } }))
  expect(answers).toEqual([titles(1, 1), { rows: { nodes: [{ id: 1 }] } }, titles(1, 1)])
})

test('kept rows count for the limit on an answer as those that are made', async () => {
  // Two for the page, two for each row.
  answerValues = 2 + 2 * 3
  expect(await askRows(1, 3)).toEqual(titles(1, 3))
  expect(await askRows(1, 3)).toEqual(titles(1, 3))
  await askRows(4, 4)
  const tooMany = [expect.stringContaining('more than 8 values')]
  expect(await askRows(1, 4)).toEqual(tooMany)
})
