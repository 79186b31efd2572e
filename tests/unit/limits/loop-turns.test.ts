import { expect, test } from 'vitest'
import { createLoopTurns } from '../../../server/limits/loop-turns.ts'

test('what waits goes on in its order, with a turn of the loop for every so many values', async () => {
  let values = 0
  let turnsOfTheLoop = 0
  let isOver = false
  const count = () => {
    turnsOfTheLoop++
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const nextStep = () => new Promise<void>((resolve) => setImmediate(resolve))
  const turns = createLoopTurns({ count: () => values, first: 100, every: 100, nextStep })
  const order: number[] = []
  const seen = new Set<number>()

  expect(turns.isDue()).toBe(false)
  values = 100
  expect(turns.isDue()).toBe(true)
  await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      await turns.wait()
      order.push(index)
      seen.add(turnsOfTheLoop)
      values += 25
    }),
  )
  isOver = true

  expect(order).toEqual(Array.from({ length: 40 }, (_, index) => index))
  // 40 times 25 values, 100 to a turn.
  expect(seen.size).toBe(10)
})
