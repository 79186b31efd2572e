import { expect, test } from 'vitest'
import {
  combined,
  field,
  mandatory,
  mapping,
  mapRows,
  nameOrId,
  record,
} from '../../../../server/vendors/kit/mapping.ts'
import { toInteger, toText } from '../../../../server/vendors/kit/wire.ts'

const id = mandatory(field('id', toInteger))
const people = mapping('People', {
  id,
  name: nameOrId('fullName'),
  email: field('mail', toText),
  domain: field('mail', (value) => toText(value)?.split('@')[1] ?? null),
  kind: combined([], () => 'person' as const),
  place: combined(['street', 'town'], (row) => [toText(row.street), toText(row.town)].join(', ')),
})

test('a record has its fields, each read from its wire names', () => {
  const row = { id: '7', fullName: 'Ada', mail: 'ada@x.example', street: 'Low Road', town: 'York', secret: 'unread' }

  expect(people.map(row)).toEqual({
    id: 7,
    name: 'Ada',
    email: 'ada@x.example',
    domain: 'x.example',
    kind: 'person',
    place: 'Low Road, York',
  })
})

test('each wire name is requested once, and no other', () => {
  expect(people.entity).toBe('People')
  expect(people.fields).toEqual(['id', 'fullName', 'mail', 'street', 'town'])
})

test('an unset field is null, and an unset name the id', () => {
  expect(people.map({ id: 0, fullName: '' })).toMatchObject({ id: 0, name: '0', email: null, domain: null })
})

test.each([{}, { id: null }, { id: 'none' }])('a row without a mandatory field is dropped: %j', (row) => {
  expect(people.map(row)).toBe(null)
  expect(mapRows([row, { id: 3 }], people.map).map(({ id }) => id)).toEqual([3])
})

test('of mandatory values only null drops the row', () => {
  const flags = record({ isSet: mandatory(field('flag', (value) => value === true)) })

  expect([flags.map({ flag: true }), flags.map({})]).toEqual([{ isSet: true }, { isSet: false }])
})

test('the record of one row has nothing of another', () => {
  const [first, second] = mapRows([{ id: 1, mail: 'one@x.example' }, { id: 2 }], people.map)

  expect([first?.email, second?.email]).toEqual(['one@x.example', null])
})
