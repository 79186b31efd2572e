import { describe, expect, test } from 'vitest'
import { change, find, takeWhile, type SortedChunks } from '../../../server/sync/sorted-chunks.ts'
import { createRandom } from '../../support/random.ts'

const order = (a: number, b: number) => a - b
const asIs = <T>(rows: T) => rows
const listOf = (count: number) =>
  change<number>(
    [],
    [],
    Array.from({ length: count }, (_, index) => index * 10),
    order,
    asIs,
  )

describe('a sorted list in chunks', () => {
  test('has chunks of some hundred rows, none of them empty', () => {
    const sizes = listOf(10_000).map(({ length }) => length)

    expect(Math.max(...sizes)).toBeLessThan(1_024)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(256)
    expect(listOf(0)).toEqual([])
  })

  test('finds a row, and none for what is not in it', () => {
    const list = listOf(5_000)

    for (const wanted of [0, 10, 25_000, 49_990]) expect(find(list, (row) => row - wanted)).toBe(wanted)
    for (const missing of [-1, 5, 25_001, 49_991]) expect(find(list, (row) => row - missing)).toBeUndefined()
    expect(find([] as SortedChunks<number>, (row) => row)).toBeUndefined()
  })

  test('takes rows from a place on, across chunks, as long as they pass', () => {
    const taken = takeWhile(
      listOf(5_000),
      (row) => row - 4_995,
      (row) => row < 20_000,
    )

    expect([taken[0], taken.at(-1), taken.length]).toEqual([5_000, 19_990, 1_500])
  })

  test('makes and packs new chunks only where rows change', () => {
    const before = listOf(10_000)
    const packed: number[][] = []
    const after = change(before, [50_000], [50_005], order, (rows) => {
      packed.push([...rows])
      return rows
    })

    expect(packed).toHaveLength(1)
    expect(packed[0]).toContain(50_005)
    expect(after.filter((chunk) => !before.includes(chunk))).toEqual(packed)
  })

  test('loses a chunk whose rows are all removed', () => {
    const before = listOf(5_000)
    const after = change(before, before[1] ?? [], [], order, asIs)

    expect(after).toEqual(before.filter((_, index) => index !== 1))
  })
})

test.each([1, 2, 3])('random changes %i of a list give the rows of a plain sorted array', (seed) => {
  const random = createRandom(seed)
  let list: SortedChunks<number> = []
  let plain = new Set<number>()
  for (let step = 0; step < 60; step++) {
    const many = random.pick([1, 5, 2_000])
    const drawn = new Set(Array.from({ length: many }, () => random.below(20_000)))
    const removed = [...drawn].filter((row) => plain.has(row) && random.chance(0.7))
    const added = [...drawn].filter((row) => !plain.has(row))
    list = change(list, removed.sort(order), added.sort(order), order, asIs)
    plain = new Set([...plain, ...added].filter((row) => !removed.includes(row)))

    expect(list.flat()).toEqual([...plain].sort(order))
  }
})
