import { expect, test } from 'vitest'
import { createAnswerBudget } from '../../../server/limits/answer-budget.ts'

const small = { answerValues: 3, answerBytes: 100 }
const noWait = () => Promise.resolve()

test('an answer within both limits is counted and let be', () => {
  const budget = createAnswerBudget(small, noWait)
  for (let value = 0; value < 3; value++) budget.add(10)

  expect(budget.excess()).toBeNull()
})

test('too many values end it, and every value after that, by one and the same error', async () => {
  const budget = createAnswerBudget(small, noWait)
  const given = Array.from({ length: 10 }, () => budget.add(1))
  const [stop] = given.slice(3)

  expect(given).toEqual([null, null, null, ...Array.from({ length: 7 }, () => stop)])
  expect(new Set(given.slice(3)).size).toBe(1)
  // graphql-js leaves an error that has a path as it is.
  expect(stop?.path).toEqual([])
  expect(await budget.spent).toMatchObject({
    code: 'QUERY_TOO_EXPENSIVE',
    message:
      'The answer has more than 3 values, so it was given up. Ask for fewer rows or fields, or in several operations.',
    details: { measure: 'answerValues', asked: 4, limit: 3 },
  })
})

test('too much text ends it', () => {
  const budget = createAnswerBudget(small, noWait)
  budget.add(10)

  expect(budget.addText(100)?.message).toMatch(/^The answer is larger than 100 bytes, so it was given up\./)
  expect(budget.excess()?.details).toEqual({ measure: 'answerBytes', asked: 114, limit: 100 })
})

test('work beside values counts for when to let others run, and not for the limit', async () => {
  let steps = 0
  const budget = createAnswerBudget({ answerValues: 100, answerBytes: 1_000 }, async () => void (steps += 1))
  await budget.work(4_999)
  expect(steps).toBe(0)
  await budget.work(1)
  expect(steps).toBe(1)
  await budget.work(999)
  expect(steps).toBe(1)
  await budget.work(1)

  expect(steps).toBe(2)
  expect(budget.excess()).toBeNull()
})
