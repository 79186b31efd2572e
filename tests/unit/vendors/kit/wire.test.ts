import { expect, test } from 'vitest'
import {
  isRow,
  isUnset,
  rowsIn,
  toBoolean,
  toCount,
  toDay,
  toDecimal,
  toInstant,
  toInteger,
  toNumber,
  toText,
} from '../../../../server/vendors/kit/wire.ts'
import { createRandom } from '../../../support/random.ts'

test.each<[unknown, number | null]>([
  [0, 0],
  [-1, -1],
  ['29683354', 29_683_354],
  [' 7 ', 7],
  ['-1', -1],
  [1.5, null],
  ['1.5', null],
  ['', null],
  ['x', null],
  ['1e3', null],
  [null, null],
  [undefined, null],
  [true, null],
  [[1], null],
  [Number.NaN, null],
  [2 ** 53, null],
])('the whole number %j is %j', (value, read) => {
  expect(toInteger(value)).toBe(read)
})

test.each<[unknown, number | null]>([
  [0, 0],
  [0.25, 0.25],
  ['3.5000', 3.5],
  ['-.5', -0.5],
  ['1e2', 100],
  [2 ** 53 - 1, 2 ** 53 - 1],
  [2 ** 53, null],
  [1e300, null],
  ['1e300', null],
  ['0x10', null],
  ['', null],
  [' ', null],
  ['x', null],
  ['NaN', null],
  [Infinity, null],
  [null, null],
  [true, null],
])('the number %j is %j', (value, read) => {
  expect(toNumber(value)).toBe(read)
})

test.each<[unknown, string | null]>([
  ['text', 'text'],
  [' padded ', ' padded '],
  ['', null],
  [' \r\n', null],
  [null, null],
  [7, null],
])('the text %j is %j', (value, read) => {
  expect(toText(value)).toBe(read)
})

test.each<[unknown, boolean | null]>([
  [true, true],
  [false, false],
  [1, true],
  [0, false],
  ['true', true],
  [' False ', false],
  ['1', true],
  ['0', false],
  [2, null],
  ['yes', null],
  ['', null],
  [[true], null],
  [null, null],
])('the boolean %j is %j', (value, read) => {
  expect(toBoolean(value)).toBe(read)
})

test.each<[unknown, string | null]>([
  ['2022-12-07T09:15:28.147Z', '2022-12-07T09:15:28.147Z'],
  ['2022-12-07T09:15:45.2Z', '2022-12-07T09:15:45.200Z'],
  ['2022-12-07T13:00:00Z', '2022-12-07T13:00:00.000Z'],
  ['2022-12-07T13:00:00', '2022-12-07T13:00:00.000Z'],
  ['2022-12-07T13:00:00.5', '2022-12-07T13:00:00.500Z'],
  ['2022-12-07T13:00:00+05:30', '2022-12-07T07:30:00.000Z'],
  ['2022-12-07', '2022-12-07T00:00:00.000Z'],
  ['2022-12-07 13:00:00', '2022-12-07T13:00:00.000Z'],
  ['0001-01-01T00:00:00', null],
  ['1899-12-31T23:59:59Z', null],
  ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
  ['9998-12-31T23:59:59Z', '9998-12-31T23:59:59.000Z'],
  ['9999-12-31T23:59:59Z', null],
  ['+275760-09-13T00:00:00Z', null],
  ['2026-13-45T00:00:00Z', null],
  ['later', null],
  ['', null],
  [null, null],
  [1_670_418_000_000, null],
])('the instant %j is %s', (value, read) => {
  const instant = toInstant(value)
  expect(instant === null ? null : new Date(instant).toISOString()).toBe(read)
})

test.each<[unknown, string | null]>([
  ['2020-01-29T00:00:00Z', '2020-01-29'],
  ['2020-01-29', '2020-01-29'],
  ['2020-02-30', null],
  ['9999-12-31T00:00:00Z', null],
  ['29.01.2020', null],
  ['', null],
  [null, null],
])('the day %j is %s', (value, read) => {
  expect(toDay(value)).toBe(read)
})

test.each<[unknown, number | null]>([
  [0, 0],
  ['7', 7],
  [5.0, 5],
  [2_147_483_647, 2_147_483_647],
  [2_147_483_648, null],
  [3_000_000_000, null],
  [2 ** 60, null],
  [-1, null],
  ['-1', null],
  [10.5, null],
  ['10.5', null],
  ['1e3', null],
  ['many', null],
  [Number.NaN, null],
  [Infinity, null],
  [{}, null],
  [[3], null],
  [true, null],
])('the count %j is %j', (value, read) => {
  expect(toCount(value)).toBe(read)
})

test.each<[unknown, string | null]>([
  ['3000', '3000'],
  ['5000.00', '5000.00'],
  [' -1.5 ', '-1.5'],
  ['+2', '2'],
  ['.5', '.5'],
  ['1E3', '1E3'],
  [12.5, '12.5'],
  [1e21, '1e+21'],
  ['', null],
  [null, null],
  ['N/A', null],
  ['1,000', null],
  ['1e9999', null],
  ['NaN', null],
  [Infinity, null],
  ['9'.repeat(101), null],
  [true, null],
])('the decimal %j is %j', (value, read) => {
  expect(toDecimal(value)).toBe(read)
})

test.each<[unknown, boolean]>([
  [undefined, true],
  [null, true],
  ['', true],
  [' ', true],
  ['x', false],
  [0, false],
  [false, false],
  [[], false],
])('%j says nothing: %s', (value, unset) => {
  expect(isUnset(value)).toBe(unset)
})

test('rows are objects; lists, texts, numbers and nulls among them are none', () => {
  const row = { id: 1 }

  expect(rowsIn([row, [row], 'id', 7, null, undefined, true])).toEqual([row])
  expect([row, [], null, 'x'].map(isRow)).toEqual([true, false, false, false])
  expect([undefined, null, 'rows', { 0: row, length: 1 }].map(rowsIn)).toEqual([[], [], [], []])
})

const oddValues: readonly unknown[] = [
  [undefined, null, '', ' ', true, false, [], {}, [1], { id: 1 }, 'x', 'true', '1', '0', 'NaN', 'Infinity'],
  [0, -0, 1, -1, 0.5, 1e-7, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 1e21, 1e300, 1e308, -1e308],
  [Number.NaN, Infinity, -Infinity, '1e400', '-1e308', '0x1F', '1_000', '1,5', '٣', '1e', '.', '-', '+'],
  ['9'.repeat(10_000), ' '.repeat(10_000), '-'.repeat(10_000), '1'.repeat(50), '0'.repeat(99)],
  ['0000-00-00', '0001-01-01T00:00:00', '9999-12-31T23:59:59Z', '2026-02-30', '2026-03-10T25:00:00Z', '2026-03-10T'],
  ['2026-03-10T10:00:00+99:99', '8640000000000001', '-62135596800000', 8.64e15, 8.64e15 + 1],
].flat()

test('whatever comes, a reader gives a legal value or null, and a sum of what it gives is finite', () => {
  const random = createRandom(41)
  const drawn = Array.from({ length: 2_000 }, () => {
    const digits = '9'.repeat(random.below(25))
    return random.pick([`${digits}.${digits}`, `-${digits}`, `${digits}e${random.below(400)}`, Number(`${digits}e9`)])
  })
  for (const value of [...oddValues, ...drawn]) {
    const said = JSON.stringify(value)
    const [count, integer, number, instant, day] = [toCount, toInteger, toNumber, toInstant, toDay].map((read) =>
      read(value),
    )
    expect
      .soft(count === null || (Number.isInteger(count) && Number(count) >= 0 && Number(count) < 2 ** 31), said)
      .toBe(true)
    expect.soft(integer === null || Number.isSafeInteger(integer), said).toBe(true)
    expect.soft(number === null || Number.isFinite(Number(number) * 1_000_000 * 10_000), said).toBe(true)
    expect.soft(instant === null || /^\d{4}-/.test(new Date(Number(instant)).toISOString()), said).toBe(true)
    expect.soft(day === null || /^\d{4}-\d{2}-\d{2}$/.test(String(day)), said).toBe(true)
    expect.soft(['string', 'object'], said).toContain(typeof toDecimal(value))
    expect.soft([true, false, null], said).toContain(toBoolean(value))
  }
})
