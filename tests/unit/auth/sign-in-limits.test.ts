import { expect, test } from 'vitest'
import { createSignInRate, createTokenRequestQueue, SignInLimitError } from '../../../server/auth/sign-in-limits.ts'

test('requests leave so many at a time, others wait, and what is more is refused before it begins', async () => {
  const queue = createTokenRequestQueue({ concurrent: 2, waiting: 3 })
  const begun: number[] = []
  const ends: (() => void)[] = []
  const ask = (number: number) =>
    queue.run(async () => {
      begun.push(number)
      await new Promise<void>((resolve) => ends.push(resolve))
      return number
    })
  const asked = [1, 2, 3, 4, 5].map(ask)
  await expect(ask(6)).rejects.toThrow(SignInLimitError)
  await new Promise(setImmediate)

  expect(begun).toEqual([1, 2])
  while (begun.length < 5 || ends.length > 0) {
    ends.shift()?.()
    await new Promise(setImmediate)
  }
  expect(await Promise.all(asked)).toEqual([1, 2, 3, 4, 5])
  expect(begun).toEqual([1, 2, 3, 4, 5])
})

test('a request that fails makes room as one that succeeds', async () => {
  const queue = createTokenRequestQueue({ concurrent: 1, waiting: 0 })
  await expect(queue.run(async () => Promise.reject(new Error('no')))).rejects.toThrow('no')

  expect(await queue.run(async () => 'yes')).toBe('yes')
})

test('a minute’s sign-ins may come at once, and more as time goes on', () => {
  let now = 0
  const rate = createSignInRate(60, () => now)
  const taken = () => {
    let count = 0
    try {
      for (;;) {
        rate.take()
        count += 1
      }
    } catch (error) {
      expect(error).toBeInstanceOf(SignInLimitError)
      return count
    }
  }

  expect(taken()).toBe(60)
  now += 5_000
  expect(taken()).toBe(5)
  now += 3_600_000
  expect(taken()).toBe(60)
})
