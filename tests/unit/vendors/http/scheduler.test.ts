import { expect, test } from 'vitest'
import { createScheduler } from '../../../../server/vendors/http/scheduler.ts'

const tooLate = () => new Error('too late')

test('no more calls of a lane begin within a second than it may have', async () => {
  const scheduler = createScheduler({ places: 8, perSecond: 5 })
  const begun: number[] = []
  await Promise.all(
    Array.from({ length: 12 }, () =>
      scheduler.run('a', 10_000, tooLate, async () => void begun.push(performance.now())),
    ),
  )
  const gaps = begun.slice(5).map((at, index) => at - begun[index]!)

  expect(begun.length).toBe(12)
  expect(Math.min(...gaps)).toBeGreaterThan(950)
})

test('lanes do not wait for each other', async () => {
  const scheduler = createScheduler({ places: 1, perSecond: 1 })
  const begun = performance.now()
  await Promise.all(['a', 'b', 'c'].map((lane) => scheduler.run(lane, 10_000, tooLate, async () => lane)))

  expect(performance.now() - begun).toBeLessThan(500)
})
