import { expect, test } from 'vitest'
import { createConcurrencyLimit } from '../../../../server/vendors/kit/concurrency-limit.ts'

const tooLate = () => new Error('too late')

test('no more calls of a queue are under way than its limit, and the others follow in their order', async () => {
  const concurrency = createConcurrencyLimit({ maxConcurrent: 2 })
  const begun: number[] = []
  const ends: (() => void)[] = []
  const all = [1, 2, 3, 4].map((number) =>
    concurrency.run('a', 10_000, tooLate, () => {
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

test('queues do not wait for each other', async () => {
  const concurrency = createConcurrencyLimit({ maxConcurrent: 1 })
  const never = concurrency.run('a', 10_000, tooLate, () => new Promise<void>(() => undefined))

  expect(await concurrency.run('b', 10_000, tooLate, async () => 'done')).toBe('done')
  void never
})
