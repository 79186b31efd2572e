import { expect, test } from 'vitest'
import { initialsOf, nameOr, nameOrNull } from '../../../../client/format/names.ts'

test.each([
  ['Maya Fernandes', 'MF'],
  ['Fernandes, Maya (EXT)', 'MF'],
  ['Fernandes, Maya', 'MF'],
  ['Maya Lucia Fernandes', 'MF'],
  ['Maya', 'M'],
  ['😀 Ann', 'A'],
  ['Ann 😀 Lee', 'AL'],
  ['😀', '?'],
  ['(EXT)', '?'],
  ['', '?'],
  ['Ann Lee, ', 'AL'],
  ['e\u0301lodie du\u0301bois', 'E\u0301D'],
  ['𝒜nn Lee', '𝒜L'],
  ['王 小明', '王小'],
  ['ann.lee@example.com', 'A'],
  ['«Ann» Lee', 'AL'],
  ['istanbul ilk', 'II'],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test.each(['', '   ', '\t\n', '\u00a0', '\u200b\u200d', '\ufeff', '\u2060 \u00ad'])(
  'a name of nothing but blanks, %j, is named otherwise',
  (name) => {
    expect(nameOr(name, '(no title)')).toBe('(no title)')
    expect(nameOrNull(name)).toBeNull()
  },
)

test.each(['Printer', ' Printer', '0', '-', '😀', 'ہیلو'])('the name %j stays as it is', (name) => {
  expect(nameOr(name, '(no title)')).toBe(name)
  expect(nameOrNull(name)).toBe(name)
})

test('a name that is missing is named otherwise', () => {
  expect([nameOr(null, 'x'), nameOr(undefined, 'x'), nameOrNull(null), nameOrNull(undefined)]).toEqual([
    'x',
    'x',
    null,
    null,
  ])
})
