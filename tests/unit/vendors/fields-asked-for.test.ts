import { expect, test } from 'vitest'
import * as autotask from '../../../server/vendors/autotask/mapping.ts'
import * as connectWise from '../../../server/vendors/connectwise/mapping.ts'
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

const ofAutotask = Object.entries(autotask).flatMap(([name, exported]) =>
  typeof exported === 'object' ? [[name, exported] as const] : [],
)

test('every mapping of Autotask is looked at', () => {
  expect(ofAutotask.map(([name]) => name).toSorted()).toEqual([
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
  ])
})

test.each(ofAutotask)('Autotask’s %s are asked for just the fields that are read', (_, { fields, map }) => {
  expect(fieldsRead(map, required)).toEqual(fields.toSorted())
})

/** What a record of HubSpot has whatever is asked for. */
const always = ['archived', 'createdAt', 'id', 'properties', 'updatedAt', 'url']

test.each([
  ['contacts', hubspot.contacts],
  ['deals', hubspot.deals],
])('HubSpot’s %s are asked for just the properties that are read', (_, { properties, map }) => {
  const ofRow = new Set<string>()
  const ofProperties = fieldsRead((own) => {
    const valueOf = (name: string) => (name === 'properties' ? own : sample(name))
    return map(recordingRow(valueOf, ofRow))
  }, required)

  expect(ofProperties).toEqual(properties.toSorted())
  expect([...ofRow].filter((name) => !always.includes(name))).toEqual([])
})

test.each([
  ['tickets', connectWise.ticketFields, (row: WireRow) => connectWise.toTicket(row, 'service')],
  ['notes', connectWise.noteFields, connectWise.toNote],
  ['time entries', connectWise.timeEntryFields, connectWise.toTimeEntry],
])('ConnectWise’s %s are asked for all fields that are read', (_, fields, map) => {
  expect(fieldsRead(map, required).filter((name) => !fields.includes(name))).toEqual([])
})
