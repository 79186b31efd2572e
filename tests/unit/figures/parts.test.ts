import { describe, expect, test } from 'vitest'
import { filterParts, joinParts, partsOf, rememberForParts } from '../../../server/figures/parts.ts'

describe('rows in parts', () => {
  const [one, two, three] = [[1, 2], [3], [4, 5, 6]]

  test('are joined in their order, and know their parts', () => {
    const rows = joinParts([one, [], two, three])

    expect(rows).toEqual([1, 2, 3, 4, 5, 6])
    expect(partsOf(rows)).toEqual([one, two, three])
  })

  test('of one part are that part, and of none are none', () => {
    expect(joinParts([[], one])).toBe(one)
    expect(joinParts([[], []])).toEqual([])
    expect(joinParts([])).toEqual([])
  })

  test('that were never joined are their only part', () => {
    const rows = [1, 2]

    expect(partsOf(rows)).toEqual([rows])
    expect(partsOf(rows)[0]).toBe(rows)
  })

  test('have each value computed once per part, also where one of them is replaced', () => {
    const computed: number[][] = []
    const sum = (part: readonly number[]) => {
      computed.push([...part])
      return part.reduce((total, row) => total + row, 0)
    }
    const [first, second, other] = [[1, 2], [3], [30]]

    expect(rememberForParts(joinParts([first, second]), 'sum', sum)).toEqual([3, 3])
    expect(rememberForParts(joinParts([first, other]), 'sum', sum)).toEqual([3, 30])
    expect(computed).toEqual([[1, 2], [3], [30]])
  })

  test('that pass a test are in parts again, and those of which all pass are the same ones', () => {
    const passing = filterParts([one, two, three], 'not 5', (row) => row !== 5)

    expect(passing).toEqual([1, 2, 3, 4, 6])
    expect(partsOf(passing)[0]).toBe(one)
    expect(partsOf(passing)[1]).toBe(two)
    expect(partsOf(passing)[2]).toEqual([4, 6])
  })
})
