import { buildSchema, execute, parse } from 'graphql'
import { expect, test } from 'vitest'
import { countAnswer, countedFieldResolver, countFields } from '../../../server/graphql/count-answer.ts'
import type { GraphContext } from '../../../server/graphql/context.ts'
import { createAnswerBudget } from '../../../server/limits/answer-budget.ts'

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
  countFields(schema)
  return schema
}

/** Runs 200 aliases of one list, and counts how often the event loop turns in the course of it. */
async function runLists(limits: { answerValues: number; answerBytes: number }) {
  const context = {} as GraphContext
  const budget = createAnswerBudget(limits)
  countAnswer(context, budget)
  let loopTurns = 0
  let isOver = false
  const count = () => {
    loopTurns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const aliases = Array.from({ length: 200 }, (_, index) => `a${index}: byDay { date created completed }`)
  const result = await execute({
    schema: createLists(),
    document: parse(`{ ${aliases.join(' ')} }`),
    contextValue: context,
    fieldResolver: countedFieldResolver,
  })
  isOver = true
  return { result, loopTurns, excess: budget.excess() }
}

test('long lists that arrive together leave the event loop a turn for every 5,000 values', async () => {
  const { result, loopTurns } = await runLists({ answerValues: 1_000_000, answerBytes: 100_000_000 })

  expect(result.errors).toBeUndefined()
  expect(result.data).toMatchObject({ a0: days, a199: days })
  // 200 lists of 366 days with three fields each.
  expect(loopTurns).toBeGreaterThanOrEqual(Math.floor((200 * 366 * 3) / 5_500))
})

test('lists that arrive after the limit are not gone through', async () => {
  const { result, excess } = await runLists({ answerValues: 50_000, answerBytes: 100_000_000 })

  expect(excess?.message).toContain('50,000 values')
  // One error for each list that was left, and for what was left of the one that went over; not one for each day.
  expect(result.errors?.length ?? 0).toBeLessThan(200 + days.length * 3)
})
