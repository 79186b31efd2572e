import { expect, test } from 'vitest'
import * as wire from '../../../../server/vendors/hubspot/wire.ts'

test.each<[unknown, number | null]>([
  ['2026-02-25T16:23:49.023Z', Date.UTC(2026, 1, 25, 16, 23, 49, 23)],
  ['2026-02-25T16:23:49.02Z', Date.UTC(2026, 1, 25, 16, 23, 49, 20)],
  ['1970-01-01T00:00:00Z', 0],
  ['2026-02-25T16:23:49', Date.UTC(2026, 1, 25, 16, 23, 49)],
  ['2026-02-25T16:23:49+02:00', Date.UTC(2026, 1, 25, 14, 23, 49)],
  ['2026-03-31', Date.UTC(2026, 2, 31)],
  ['1763800000000', 1_763_800_000_000],
  [1_763_800_000_000, 1_763_800_000_000],
  ['0001-01-01T00:00:00Z', null],
  ['9999-12-31T23:59:59Z', null],
  ['-62135596800000', null],
  [8_640_000_000_000_001, null],
  [1.5, null],
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
  [1, true],
  ['1', true],
  ['0', false],
  [2, false],
])('%j is true: %j', (value, expected) => {
  expect(wire.isTrue(value)).toBe(expected)
})

test.each<[unknown, string | null]>([
  ['2026-03-31', '2026-03-31'],
  [' 2026-03-31 ', '2026-03-31'],
  ['2026-03-31T00:00:00Z', null],
  ['2026-02-30', null],
  ['1763800000000', null],
  ['31.03.2026', null],
  ['', null],
  [null, null],
])('the bare day of %j is %j', (value, expected) => {
  expect(wire.toBareDay(value)).toBe(expected)
})
