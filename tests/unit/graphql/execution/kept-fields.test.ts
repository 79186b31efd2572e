import { buildSchema, parse } from 'graphql'
import { beforeEach, describe, expect, test } from 'vitest'
import type { GraphContext } from '../../../../server/graphql/context.ts'
import { createExecute } from '../../../../server/graphql/execution/execute.ts'
import { createKeptFields, type KeepRule } from '../../../../server/graphql/execution/kept-fields.ts'
import { writeJson } from '../../../../server/graphql/execution/json-fragment.ts'
import { createAnswerBudget } from '../../../../server/limits/answer-budget.ts'

const policy = { trackedFields: new Set<string>(), readFields: new Set<string>(), endOfDay: () => Infinity }

let made: string[]
let now: number
let basis: object | null
let until: number | null
let results: string[]
let fails: boolean
let answerValues: number
let ask: (document: string, options?: { role?: 'VIEWER' | 'ADMIN' | null; variables?: object }) => Promise<unknown>

beforeEach(() => {
  ;[made, results, now, basis, until, fails, answerValues] = [[], [], 1_000, {}, Infinity, false, 1_000]
  const schema = buildSchema(`
    type Query { page(of: String, now: Boolean): Page!  other: String }
    type Page { of: String  parts(first: Int): [Int!]  bad: Int }
    type Mutation { page: Page }
  `)
  const resolve = (_: unknown, { of }: { of?: string }) => {
    made.push(of ?? '-')
    return {
      of,
      parts: ({ first = 2 }) => Array.from({ length: first }, (_unused, n) => n + made.length),
      bad: () => {
        if (fails) throw new Error('no')
        return 1
      },
    }
  }
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    Object.assign(type?.getFields()['page'] ?? {}, { resolve })
  }
  const rule: KeepRule = {
    fields: new Set(['page']),
    rowTypes: new Map([['Row', (row) => (row as { id: number }).id]]),
    isFor: ({ principal }) => principal.role !== null,
    basisOf: async () => basis,
    unchangedUntil: () => until,
    dependsOnMoment: (args) => args['now'] === true,
    clock: () => now,
    basisNow: () => basis,
    onMade: () => void results.push('made'),
    onReused: () => void results.push('kept'),
  }
  const execute = createExecute(schema, false, createKeptFields({ ...policy, rules: [rule], keepsFields: true }))
  const documents = new Map<string, ReturnType<typeof parse>>()
  ask = async (text, { role = 'VIEWER', variables = {} } = {}) => {
    const document = documents.get(text) ?? parse(text)
    documents.set(text, document)
    const budget = createAnswerBudget({ answerValues, answerBytes: 10_000 }, () => Promise.resolve())
    const context = { principal: { role } } as GraphContext
    const { data, errors } = await execute({
      document,
      operationName: null,
      variables: variables as Record<string, unknown>,
      context,
      budget,
    })
    return errors ? errors.map(({ message }) => message) : JSON.parse(writeJson(data))
  }
})

const page = '{ page(of: "a") { of parts } }'

describe('a root field', () => {
  test('is never kept for a caller without a role', async () => {
    await ask(page)
    await ask(page, { role: null })
    await ask(page, { role: null })

    expect(made).toEqual(['a', 'a', 'a'])
    expect(results).toEqual(['made'])
  })

  test('is made once for each role', async () => {
    const first = await ask(page)
    expect(await ask(page)).toEqual(first)
    expect(made).toEqual(['a'])
    await ask(page, { role: 'ADMIN' })

    expect(made).toEqual(['a', 'a'])
    expect(results).toEqual(['made', 'kept', 'made'])
  })

  test.each<[string, () => void]>([
    ['what it is made from has changed', () => (basis = {})],
    ['what it is made from is not known', () => (basis = null)],
    ['something that was read beside it is no longer fresh', () => (now = 2_000)],
  ])('is made again once %s', async (_, change) => {
    until = 2_000
    await ask(page)
    change()
    await ask(page)

    expect(made).toEqual(['a', 'a'])
  })

  test.each<[string, string, () => void]>([
    ['something beside the basis was read', page, () => (until = null)],
    ['it depends on the moment', '{ page(now: true) { of } }', () => undefined],
    ['it has an error', '{ page { of bad } }', () => (fails = true)],
    ['it is changed', 'mutation { page { of } }', () => undefined],
  ])('is not kept if %s', async (_, document, arrange) => {
    arrange()
    await ask(document)
    await ask(document)

    expect(made).toHaveLength(2)
  })

  test('is another one with other arguments, its own and those below', async () => {
    const document = 'query ($of: String, $first: Int) { page(of: $of) { of parts(first: $first) } }'
    const asked = [
      { of: 'a', first: 1 },
      { of: 'b', first: 1 },
      { of: 'a', first: 3 },
    ]
    const answers = []
    for (const variables of asked) answers.push(await ask(document, { variables }))
    for (const [index, variables] of asked.entries()) expect(await ask(document, { variables })).toEqual(answers[index])

    expect(made).toEqual(['a', 'b', 'a'])
  })

  test('counts for the limits of an answer whether it was kept or made', async () => {
    const many = '{ page { parts(first: 100) } }'
    await ask(many)
    answerValues = 50

    expect(await ask(many)).toEqual([expect.stringContaining('more than 50 values')])
    expect(made).toHaveLength(1)
  })
})
