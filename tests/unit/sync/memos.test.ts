import { expect, test } from 'vitest'
import { createMemos } from '../../../server/sync/memos.ts'

test('long lists give way to newer ones, oldest first, before there are too many values', () => {
  const memos = createMemos()
  const runs: string[] = []
  const list = (key: string, length: number) =>
    memos.compute(key, () => {
      runs.push(key)
      return Array.from({ length }, () => 0)
    })
  list('a', 1_500_000)
  list('b', 1_500_000)
  list('c', 1_000_000)
  for (const key of ['a', 'b', 'c']) list(key, 0)
  expect(runs).toEqual(['a', 'b', 'c'])

  list('d', 1)
  for (const key of ['b', 'c', 'd', 'a']) list(key, 1)

  expect(runs).toEqual(['a', 'b', 'c', 'd', 'a'])
})

test('a list that is longer than all that may be kept is kept until the next one', () => {
  const memos = createMemos()
  let runs = 0
  const list = () => memos.compute('all', () => Array.from({ length: 5_000_000 + ++runs }, () => 0))

  expect(list()).toBe(list())
  expect(runs).toBe(1)
})
