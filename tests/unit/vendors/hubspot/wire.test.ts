import { expect, test } from 'vitest'
import * as wire from '../../../../server/vendors/hubspot/wire.ts'

test.each<[unknown, string | null]>([
  ['3000', '3000'],
  ['5000.00', '5000.00'],
  [' -1.5 ', '-1.5'],
  ['+2', '2'],
  ['.5', '.5'],
  ['1E3', '1E3'],
  [12.5, '12.5'],
  ['', null],
  [null, null],
  ['N/A', null],
  ['1,000', null],
  ['1e9999', null],
  ['NaN', null],
  [true, null],
])('the decimal %j is %j', (value, expected) => {
  expect(wire.toDecimal(value)).toBe(expected)
})

test.each<[unknown, number | null]>([
  ['2026-02-25T16:23:49.023Z', Date.UTC(2026, 1, 25, 16, 23, 49, 23)],
  ['2026-02-25T16:23:49.02Z', Date.UTC(2026, 1, 25, 16, 23, 49, 20)],
  ['1970-01-01T00:00:00Z', 0],
  ['2026-02-25T16:23:49', Date.UTC(2026, 1, 25, 16, 23, 49)],
  ['2026-02-25T16:23:49+02:00', Date.UTC(2026, 1, 25, 14, 23, 49)],
  ['2026-03-31', Date.UTC(2026, 2, 31)],
  ['1763800000000', 1_763_800_000_000],
  [1_763_800_000_000, 1_763_800_000_000],
  ['', null],
  [null, null],
  ['soon', null],
  ['2026-13-45T00:00:00Z', null],
])('the instant %j is %j', (value, expected) => {
  expect(wire.toInstant(value)).toBe(expected)
})

test.each<[unknown, string | null]>([
  ['151', '151'],
  [151, '151'],
  [0, '0'],
  ['99999999999999', '99999999999999'],
  ['-1', null],
  [-1, null],
  [1.5, null],
  ['x', null],
  ['', null],
  [[1], null],
])('the id of a record %j is %j', (value, expected) => {
  expect(wire.toRecordId(value)).toBe(expected)
})

test.each<[unknown, boolean]>([
  ['true', true],
  ['True', true],
  [true, true],
  ['false', false],
  ['', false],
  [null, false],
  [1, false],
])('%j is true: %j', (value, expected) => {
  expect(wire.isTrue(value)).toBe(expected)
})

test('text of blanks says nothing', () => {
  expect(['', ' ', null, 5, 'a '].map(wire.toText)).toEqual([null, null, null, null, 'a '])
})

test('a number is one also in text, and nothing else is', () => {
  expect(['0.2', '1', 0, '', 'x', null, Infinity].map(wire.toNumber)).toEqual([0.2, 1, 0, null, null, null, null])
})
