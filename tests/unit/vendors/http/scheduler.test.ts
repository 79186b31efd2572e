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
  expect(Math.min(...gaps)).toBeGreaterThan(995)
})

test('what begins late because the machine was busy makes the next begin later too', async () => {
  const scheduler = createScheduler({ places: 1, perSecond: 1 })
  const begun: number[] = []
  const run = () => scheduler.run('a', 60_000, tooLate, async () => void begun.push(performance.now()))
  await run()
  const others = Promise.all([run(), run()])
  // Nothing can begin meanwhile, and the second is due in the middle of it.
  const until = performance.now() + 1_500
  while (performance.now() < until);
  await others

  expect(begun[2]! - begun[1]!).toBeGreaterThan(995)
})

test('lanes do not wait for each other', async () => {
  const scheduler = createScheduler({ places: 1, perSecond: 1 })
  const order: string[] = []
  const run = (lane: string) => scheduler.run(lane, 60_000, tooLate, async () => void order.push(lane))
  await Promise.all(['a', 'a', 'b', 'c'].map(run))

  // The second of a lane waits for the next second, and nothing of another lane for it.
  expect(order).toEqual(['a', 'b', 'c', 'a'])
})
