import { expect, test } from 'vitest'
import { createCircuitBreaker } from '../../server/circuit-breaker.ts'
import { beginUnderWay, untilQuiet } from '../../server/under-way.ts'

const long = 60_000

test('nothing under way is quiet', async () => {
  expect(await untilQuiet(long)).toBe(true)
})

test('what is under way is waited for, also where another thing follows from it', async () => {
  const order: string[] = []
  const first = beginUnderWay()
  const quiet = untilQuiet(long).then((isQuiet) => order.push(`quiet ${isQuiet}`))
  setTimeout(() => {
    order.push('first ends')
    first()
    // Counts once.
    first()
    setImmediate(() => {
      const second = beginUnderWay()
      setTimeout(() => {
        order.push('second ends')
        second()
      }, 5)
    })
  }, 5)
  await quiet

  expect(order).toEqual(['first ends', 'second ends', 'quiet true'])
})

test('what never ends is waited for as long as it may', async () => {
  const end = beginUnderWay()

  expect(await untilQuiet(10)).toBe(false)
  end()
  expect(await untilQuiet(long)).toBe(true)
})

test('commands behind a circuit breaker are under way until they are answered or given up', async () => {
  const answer = Promise.withResolvers<void>()
  const times = { limitMs: long, probeLimitMs: long, probeEveryMs: long }
  const breaker = createCircuitBreaker({ ...times, probe: async () => undefined })
  const running = breaker.run(() => answer.promise)

  expect(await untilQuiet(5)).toBe(false)
  answer.resolve()
  await running
  expect(await untilQuiet(long)).toBe(true)
})
