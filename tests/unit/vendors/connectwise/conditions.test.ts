import { describe, expect, test } from 'vitest'
import {
  chargedToCondition,
  conditionOfSearch,
  idsCondition,
} from '../../../../server/vendors/connectwise/conditions.ts'

describe('a search', () => {
  test.each([
    ['printer', 'summary contains "printer"'],
    ['  printer \n', 'summary contains "printer"'],
    ['123', 'id = 123 or summary contains "123"'],
    ['#123', 'id = 123 or summary contains "#123"'],
    ['7', 'id = 7'],
    ['0', null],
    ['00', 'summary contains "00"'],
    ['2147483647', 'id = 2147483647 or summary contains "2147483647"'],
    ['2147483648', 'summary contains "2147483648"'],
    ['99999999999', 'summary contains "99999999999"'],
    ['-5', 'summary contains "-5"'],
    ['', null],
    ['a', null],
    ['   ', null],
    ['"', null],
    ['x" or id>0 or summary="', `summary contains 'x" or id>0 or summary="'`],
    ["x' or id>0 or summary='", `summary contains "x' or id>0 or summary='"`],
    [`it's 3" wide`, `summary contains "it's 3 wide"`],
    ['100%', 'summary contains "100%"'],
    ['a\u0000b\u0007c\nd', 'summary contains "a b c d"'],
    ['a\u2028b', 'summary contains "a b"'],
    ['C:\\temp\\', 'summary contains "C:\\temp"'],
    ['ab\\ \\ \\', 'summary contains "ab"'],
    ['\\\\', null],
    [`ab\\"'`, `summary contains "ab\\'"`],
    ['\ud83d\ude00 a\ud83d', 'summary contains "\ud83d\ude00 a"'],
    ['電話', 'summary contains "電話"'],
  ])('for %j is %j', (text, expected) => {
    expect(conditionOfSearch(text)).toBe(expected)
  })

  test('counts up to its hundredth character', () => {
    expect(conditionOfSearch('x'.repeat(10_000))).toBe(`summary contains "${'x'.repeat(100)}"`)
    expect(conditionOfSearch(`${'x'.repeat(99)}\\y`)).toBe(`summary contains "${'x'.repeat(99)}"`)
    expect(conditionOfSearch(`${'x'.repeat(99)}\ud83d\ude00`)).toBe(`summary contains "${'x'.repeat(99)}"`)
  })
})

describe('ids', () => {
  test('stand in one list', () => {
    expect(idsCondition([3, 1, 2])).toBe('id in (3,1,2)')
    expect(chargedToCondition('ServiceTicket', [5])).toBe('chargeToType = "ServiceTicket" and chargeToId in (5)')
  })

  test.each([-1, 1.5, NaN, Infinity, 2 ** 31, '1) or (1=1' as unknown as number])('are numbers: not %j', (id) => {
    expect(() => idsCondition([id])).toThrow()
    expect(() => chargedToCondition('ProjectTicket', [id])).toThrow()
  })
})
