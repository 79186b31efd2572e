import { expect, test } from 'vitest'
import { boards, notes, tickets, timeEntries, toStatus } from '../../../../server/vendors/connectwise/mapping.ts'

test('a ticket is read whole', () => {
  const row = {
    id: '7',
    summary: 'Phone',
    status: { id: 16, name: 'New', Sort: 0, _info: {} },
    board: { id: 1, name: 'Voice' },
    company: { id: 2, identifier: 'Acme' },
    contact: { id: 3, name: 'Ann' },
    owner: { id: 4, identifier: 'jdoe', name: 'J. Doe' },
    priority: { id: 5, name: 'High', sort: 1 },
    recordType: 'ServiceTicket',
    closedFlag: false,
    _info: { dateEntered: '2026-01-05T12:30:00Z', lastUpdated: '2026-01-06T12:30:00Z' },
  }

  expect(tickets.service.map(row)).toEqual({
    id: 7,
    kind: 'service',
    summary: 'Phone',
    status: { id: 16, name: 'New' },
    board: { id: 1, name: 'Voice' },
    company: { id: 2, name: 'Acme' },
    contact: { id: 3, name: 'Ann' },
    owner: { id: 4, name: 'J. Doe' },
    priority: { id: 5, name: 'High' },
    recordType: 'ServiceTicket',
    closed: false,
    enteredAt: Date.parse('2026-01-05T12:30:00Z'),
    updatedAt: Date.parse('2026-01-06T12:30:00Z'),
  })
})

test('a ticket of which a role hides all but the id is read', () => {
  expect(tickets.project.map({ id: 7 })).toMatchObject({
    id: 7,
    kind: 'project',
    status: { name: 'Unknown' },
    owner: null,
  })
  expect(tickets.service.map({ id: 7, recordType: 'ProjectTicket' })?.kind).toBe('project')
})

test.each([{}, { id: null }, { id: 'x' }, { id: -1 }, { id: 1.5 }, { id: 2 ** 31 }, { id: 1e300 }])(
  'a row %j is none',
  (row) => {
    expect([tickets.service.map(row), notes.map(row), toStatus(row), timeEntries.map(row)]).toEqual([
      null,
      null,
      null,
      null,
    ])
  },
)

test.each([
  [{ internalAnalysisFlag: true }, true],
  [{ internalAnalysisFlag: true, detailDescriptionFlag: false }, true],
  [{ detailDescriptionFlag: true }, false],
  [{ internalAnalysisFlag: true, detailDescriptionFlag: true }, false],
  [{ resolutionFlag: true }, false],
  [{}, true],
])('a note with %j is internal: %j', (flags, internal) => {
  expect(notes.map({ id: 1, text: 'x', ...flags })?.internal).toBe(internal)
})

test.each([
  [
    { inactive: true, closedStatus: true },
    { isInactive: true, isClosed: true },
  ],
  [
    { inactiveFlag: true, closedFlag: true },
    { isInactive: true, isClosed: true },
  ],
  [{}, { isInactive: false, isClosed: false }],
])('a status with %j is read', (flags, expected) => {
  expect(toStatus({ id: 1, name: '>Closed', sortOrder: 3, ...flags })).toEqual({
    id: 1,
    name: '>Closed',
    sortOrder: 3,
    ...expected,
  })
})

test('a time entry without its start is left out', () => {
  expect(timeEntries.map({ id: 1, actualHours: 1 })).toBeNull()
  expect(timeEntries.map({ id: 1, chargeToId: 9, actualHours: '0.67', timeStart: '2026-01-05T12:30:00Z' })).toEqual({
    id: 1,
    chargeToId: 9,
    hours: 0.67,
    member: null,
    notes: null,
    startedAt: Date.parse('2026-01-05T12:30:00Z'),
  })
})

test.each([
  [undefined, 0],
  ['', 0],
  [null, 0],
  ['1.25', 1.25],
  [-0.25, -0.25],
  ['a lot', null],
  ['NaN', null],
  [Infinity, null],
  [1e300, null],
])('actual hours of %j are %j', (actualHours, hours) => {
  expect(timeEntries.map({ id: 1, actualHours, timeStart: '2026-01-05T12:30:00Z' })?.hours).toBe(hours)
})

test.each([2 ** 31, '2147483648', 2 ** 53, 1.5, -1, 1e300, 'NaN', true])(
  'an id that the graph could not tell (%j) is none: the row is left out, a reference is not known',
  (id) => {
    expect([tickets.service.map({ id }), notes.map({ id }), toStatus({ id }), boards.map({ id })]).toEqual(
      Array(4).fill(null),
    )
    expect(timeEntries.map({ id: 1, timeStart: '2026-01-05T12:30:00Z', chargeToId: id })?.chargeToId).toBeNull()
    expect(tickets.service.map({ id: 1, status: { id }, company: { id } })).toMatchObject({
      status: { id: 0, name: 'Unknown' },
      company: null,
    })
  },
)

test('a board is read', () => {
  expect(boards.map({ id: 3, name: 'Voice', inactiveFlag: 'True' })).toEqual({ id: 3, name: 'Voice', isInactive: true })
  expect(boards.map({ id: 3 })).toEqual({ id: 3, name: '3', isInactive: false })
})
