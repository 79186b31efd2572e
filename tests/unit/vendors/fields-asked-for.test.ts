import { expect, test } from 'vitest'
import * as autotask from '../../../server/vendors/autotask/mapping.ts'
import * as connectWise from '../../../server/vendors/connectwise/mapping.ts'
import {
  recogniseNote,
  recognisedNoteFields,
  recognisedTimeFields,
  recogniseTimeEntry,
} from '../../../server/vendors/connectwise/recognise.ts'
import { combined, mapping, type Mapping } from '../../../server/vendors/kit/mapping.ts'
import type { WireRow } from '../../../server/vendors/kit/wire.ts'
import * as hubspot from '../../../server/vendors/hubspot/mapping.ts'

/*
 * Vendors answer with the fields they are asked for. One that a mapping reads and nobody asks for would be unset for ever,
 * and no test that hands a mapping whole rows could notice.
 */

/** A value that a field of that name may well have. */
function sample(name: string): unknown {
  if (/date|time/i.test(name)) return '2026-03-10T10:00:00Z'
  if (name === '_info') return {}
  return /name|title|notes?$|text|recordType|createdBy/i.test(name) ? 'Words' : '7'
}

/** A row that remembers what was read of it. */
function recordingRow(valueOf: (name: string) => unknown, read: Set<string>): WireRow {
  return new Proxy<Record<string, unknown>>(
    {},
    {
      get(_, name) {
        if (typeof name !== 'string') return undefined
        read.add(name)
        return valueOf(name)
      },
    },
  )
}

/** What is read of a full row, of one with nothing in it, and of one with nothing but what every row must have. */
function fieldsRead(map: (row: WireRow) => unknown, required: readonly string[]): string[] {
  const read = new Set<string>()
  for (const valueOf of [
    sample,
    () => undefined,
    (name: string) => (required.includes(name) ? sample(name) : undefined),
  ]) {
    map(recordingRow(valueOf, read))
  }
  return [...read].toSorted()
}

const required = ['id', 'queueID', 'createDate', 'startDateTime', 'createdate', 'timeStart']

const isMapping = (value: unknown): value is Mapping<unknown> =>
  typeof value === 'object' && value !== null && 'fields' in value && 'map' in value

/** All mappings among what a module exports, by name. */
function mappingsOf(exported: object): [string, Mapping<unknown>][] {
  return Object.entries(exported).flatMap(([name, value]: [string, unknown]) => {
    if (isMapping(value)) return [[name, value] as [string, Mapping<unknown>]]
    if (typeof value !== 'object' || value === null) return []
    return mappingsOf(value).map(([kind, mapping]): [string, Mapping<unknown>] => [`${name}.${kind}`, mapping])
  })
}

test('every mapping of every vendor is looked at', () => {
  const names = Object.fromEntries(
    Object.entries({ autotask, hubspot, connectWise }).map(([vendor, exported]) => [
      vendor,
      mappingsOf(exported)
        .map(([name]) => name)
        .toSorted(),
    ]),
  )

  expect(names).toEqual({
    autotask: [
      'appointments',
      'companies',
      'contacts',
      'contracts',
      'notes',
      'opportunities',
      'resources',
      'tickets',
      'timeEntries',
      'toDos',
    ],
    hubspot: ['contacts', 'deals'],
    connectWise: ['boards', 'notes', 'tickets.project', 'tickets.service', 'timeEntries'],
  })
})

test.each([...mappingsOf(autotask), ...mappingsOf(connectWise)])(
  '%s of Autotask and ConnectWise are asked for just the fields that are read',
  (_, { fields, map }) => {
    expect(fieldsRead(map, required)).toEqual(fields.toSorted())
  },
)

/** What a record of HubSpot has whatever is asked for. */
const always = ['archived', 'createdAt', 'id', 'properties', 'updatedAt', 'url']

test.each(mappingsOf(hubspot))('HubSpot’s %s are asked for just the properties that are read', (_, { fields, map }) => {
  const ofRow = new Set<string>()
  const ofProperties = fieldsRead((own) => {
    const valueOf = (name: string) => (name === 'properties' ? own : sample(name))
    return map(recordingRow(valueOf, ofRow))
  }, required)

  expect(ofProperties).toEqual(fields.toSorted())
  expect([...ofRow].filter((name) => !always.includes(name))).toEqual([])
})

/** Names of the date by which a row is from before: each kind of record has one of them, and all are tried. */
const dates = ['dateCreated', 'dateEntered', '_info']

const written = { memberIdentifier: 'me', since: 0, notThese: new Set<number>(), startedAt: 0, minutes: 10 }

test.each([
  [
    'notes',
    recognisedNoteFields,
    (row: WireRow) => {
      recogniseNote(row, { ...written, text: 'Words', internal: true })
      recogniseNote(row, { ...written, text: 'Words', internal: false })
    },
  ],
  ['time entries', recognisedTimeFields, (row: WireRow) => recogniseTimeEntry(row, { ...written, notes: 'Words' })],
])('written %s are looked for with all fields that they are recognised by', (_, fields, recognise) => {
  const read = fieldsRead(recognise, ['id'])

  expect(fields.filter((name) => !read.includes(name))).toEqual([])
  expect(read.filter((name) => !fields.includes(name) && !dates.includes(name))).toEqual([])
  expect(dates.some((name) => fields.includes(name))).toBe(true)
})

test('a field that is read and not asked for does not compile, and is noticed', () => {
  // @ts-expect-error `phone` is not among the wire names
  const planted = mapping('contacts', { phones: combined(['id'], (row) => [row.id, row.phone]) })

  expect(fieldsRead(planted.map, required)).not.toEqual(planted.fields)
})
