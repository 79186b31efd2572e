import { expect, test } from 'vitest'
import { createShardedMap } from '../../../server/sync/sharded-map.ts'

test('a changed copy has the changes, and the map before is as it was', () => {
  const keys = [0, 1, -513, 512, 29_000_001, 'text', '', 'ü']
  const before = createShardedMap<number | string, string>().with(
    [],
    keys.map((key) => [key, `value of ${key}`] as const),
  )
  const after = before.with(
    [1, 'text', 'unknown'],
    [
      [512, 'other'],
      ['new', 'added'],
    ],
  )

  expect(keys.map((key) => before.get(key))).toEqual(keys.map((key) => `value of ${key}`))
  expect([1, 'text', 512, 'new', -513, 'unknown'].map((key) => after.get(key))).toEqual([
    undefined,
    undefined,
    'other',
    'added',
    'value of -513',
    undefined,
  ])
})

test('numbers that follow each other are in few parts, so that a series of changes copies little of the map', () => {
  const entries = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => [from + index, 0] as const)
  let copies = 0
  class CountedDraft extends WeakSet<object> {
    override add(copy: object) {
      copies += 1
      return super.add(copy)
    }
  }
  createShardedMap<number, number>()
    .with([], entries(29_000_000, 100_000))
    .with([], entries(29_040_000, 500), new CountedDraft())

  expect(copies).toBeLessThanOrEqual(2)
})
