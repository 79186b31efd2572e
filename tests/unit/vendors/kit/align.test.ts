import { expect, test } from 'vitest'
import { alignToKeys, groupByKey, uniqueById } from '../../../../server/vendors/kit/align.ts'

const rows = [
  { id: 3, of: 1, text: 'third' },
  { id: 1, of: 2, text: 'first' },
  { id: 3, of: 1, text: 'third again' },
  { id: 9, of: 7, text: 'nobody asked' },
  { id: 4, of: null, text: 'of nobody' },
]

test('rows stand at their own key, missing ones are null, the first of doubled ones counts', () => {
  expect([...alignToKeys([1, 2, 3], rows, ({ id }) => id)].map(([key, row]) => [key, row?.text ?? null])).toEqual([
    [1, 'first'],
    [2, null],
    [3, 'third'],
  ])
})

test('groups hold their own rows, each once, and are empty where there is none', () => {
  expect(
    [...groupByKey([2, 1, 5], rows, ({ of }) => of)].map(([key, group]) => [key, group.map(({ text }) => text)]),
  ).toEqual([
    [2, ['first']],
    [1, ['third']],
    [5, []],
  ])
})

test('doubled rows go, and the order stays', () => {
  expect(uniqueById(rows).map(({ text }) => text)).toEqual(['third', 'first', 'nobody asked', 'of nobody'])
})
