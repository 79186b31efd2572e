import { expect, test } from 'vitest'
import { toBoolean, toDay, toInstant, toInteger, toNumber, toText } from '../../../../server/vendors/autotask/wire.ts'

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
  ['', null],
  [' ', null],
  ['x', null],
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
  [1, null],
  ['true', null],
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
  ['29.01.2020', null],
  ['', null],
  [null, null],
])('the day %j is %s', (value, read) => {
  expect(toDay(value)).toBe(read)
})
