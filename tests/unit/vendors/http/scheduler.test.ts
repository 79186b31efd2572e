import { expect, test } from 'vitest'
import { createScheduler } from '../../../../server/vendors/http/scheduler.ts'

const tooLate = () => new Error('too late')

test('no more calls of a lane are under way than it has places, and the others follow in their order', async () => {
  const scheduler = createScheduler({ places: 2 })
  const begun: number[] = []
  const ends: (() => void)[] = []
  const all = [1, 2, 3, 4].map((number) =>
    scheduler.run('a', 10_000, tooLate, () => {
      begun.push(number)
      return new Promise<void>((resolve) => ends.push(resolve))
    }),
  )
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  await turn()
  expect(begun).toEqual([1, 2])
  ends[1]?.()
  await turn()
  expect(begun).toEqual([1, 2, 3])
  ends[0]?.()
  ends[2]?.()
  await turn()
  ends[3]?.()
  await Promise.all(all)

  expect(begun).toEqual([1, 2, 3, 4])
})

test('lanes do not wait for each other', async () => {
  const scheduler = createScheduler({ places: 1 })
  const never = scheduler.run('a', 10_000, tooLate, () => new Promise<void>(() => undefined))

  expect(await scheduler.run('b', 10_000, tooLate, async () => 'done')).toBe('done')
  void never
})
