import { buildSchema, parse } from 'graphql'
import { expect, test } from 'vitest'
import type { GraphContext } from '../../../../server/graphql/context.ts'
import { createExecute } from '../../../../server/graphql/execution/execute.ts'
import { createAnswerBudget } from '../../../../server/limits/answer-budget.ts'

const days = Array.from({ length: 366 }, (_, index) => ({ date: String(index), created: index, completed: 0 }))

/** All lists that are asked for arrive at once. */
function createLists() {
  let asked = 0
  const { promise, resolve } = Promise.withResolvers<typeof days>()
  const schema = buildSchema(`
    type Query { byDay: [Day] }
    type Day { date: String created: Int completed: Int }
  `)
  const { byDay } = schema.getQueryType()?.getFields() ?? {}
  if (!byDay) throw new Error('There is no byDay.')
  byDay.resolve = () => {
    asked += 1
    if (asked === 200) setImmediate(() => resolve(days))
    return promise
  }
  return schema
}

/** Runs 200 aliases of one list, and counts how often the event loop turns in the course of it. */
async function runLists(limits: { answerValues: number; answerBytes: number }) {
  const budget = createAnswerBudget(limits, () => new Promise((resolve) => setImmediate(resolve)))
  let loopTurns = 0
  let isOver = false
  const count = () => {
    loopTurns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const aliases = Array.from({ length: 200 }, (_, index) => `a${index}: byDay { date created completed }`)
  const execute = createExecute(createLists(), false)
  const document = parse(`{ ${aliases.join(' ')} }`)
  const result = await execute({ document, operationName: null, variables: {}, context: {} as GraphContext, budget })
  isOver = true
  return { result, loopTurns, excess: budget.excess() }
}

test('long lists that arrive together leave the event loop a turn for every 1,000 values', async () => {
  const { result, loopTurns } = await runLists({ answerValues: 1_000_000, answerBytes: 100_000_000 })

  expect(result.errors).toBeUndefined()
  expect(result.data).toMatchObject({ a0: days, a199: days })
  // 200 lists of 366 days with three fields each.
  expect(loopTurns).toBeGreaterThanOrEqual(Math.floor((200 * 366 * 3 - 5_000) / 2_000))
})

test('lists that arrive after the limit are not gone through', async () => {
  const { result, excess } = await runLists({ answerValues: 50_000, answerBytes: 100_000_000 })

  expect(excess?.message).toContain('50,000 values')
  expect(result.data).toBeNull()
  expect(result.errors).toHaveLength(1)
})
