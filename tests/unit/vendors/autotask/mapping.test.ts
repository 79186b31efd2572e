import { describe, expect, test } from 'vitest'
import * as mappings from '../../../../server/vendors/autotask/mapping.ts'
import { createPicklist } from '../../../../server/vendors/autotask/picklist.ts'

const utc = (text: string) => Date.parse(text)

test('a ticket', () => {
  const row = {
    id: 7,
    ticketNumber: 'T20260310.0001',
    title: 'Printer',
    description: '',
    status: '8',
    priority: 4,
    queueID: 29_683_354,
    issueType: null,
    subIssueType: 12,
    source: -1,
    companyID: 0,
    contactID: null,
    assignedResourceID: 30,
    contractID: 5,
    createDate: '2026-03-10T10:00:00.5Z',
    completedDate: '2026-03-11T10:00:00',
    resolvedDateTime: null,
    firstResponseDateTime: '2026-03-10T10:05:00Z',
    dueDateTime: '2026-03-12T10:00:00Z',
    lastActivityDate: '2026-03-11T10:00:00Z',
    lastTrackedModificationDateTime: '2026-03-11T09:30:00Z',
    serviceLevelAgreementHasBeenMet: false,
    userDefinedFields: [],
  }

  expect(mappings.tickets.map(row)).toEqual({
    id: 7,
    number: 'T20260310.0001',
    title: 'Printer',
    description: null,
    statusId: 8,
    priorityId: 4,
    queueId: 29_683_354,
    issueTypeId: null,
    subIssueTypeId: 12,
    sourceId: -1,
    companyId: 0,
    contactId: null,
    assigneeId: 30,
    contractId: 5,
    createdAt: utc('2026-03-10T10:00:00.5Z'),
    completedAt: utc('2026-03-11T10:00:00Z'),
    resolvedAt: null,
    firstResponseAt: utc('2026-03-10T10:05:00Z'),
    dueAt: utc('2026-03-12T10:00:00Z'),
    lastActivityAt: utc('2026-03-11T10:00:00Z'),
    trackedChangeAt: utc('2026-03-11T09:30:00Z'),
    slaMet: false,
  })
})

test('a time entry belongs to a day, not to an instant', () => {
  expect(
    mappings.timeEntries.map({
      id: 11,
      ticketID: 7,
      resourceID: 30,
      hoursWorked: '0.2500',
      dateWorked: '2026-03-10T00:00:00Z',
      createDateTime: '2026-03-11T09:00:00Z',
      startDateTime: null,
      endDateTime: '',
      summaryNotes: 'Done',
    }),
  ).toEqual({
    id: 11,
    ticketId: 7,
    resourceId: 30,
    hours: 0.25,
    workedOn: '2026-03-10',
    createdAt: utc('2026-03-11T09:00:00Z'),
    modifiedAt: null,
    startedAt: null,
    endedAt: null,
    summary: 'Done',
  })
})

test('a time entry without a day of work is there all the same', () => {
  expect(mappings.timeEntries.map({ id: 1, ticketID: 7, hoursWorked: 1, dateWorked: null })).toMatchObject({
    id: 1,
    hours: 1,
    workedOn: null,
  })
})

test.each([
  [undefined, 0],
  [null, 0],
  ['', 0],
  [-0.5, -0.5],
  ['two', null],
  [1e300, null],
  [[1], null],
  [true, null],
])('hours of %j are %j', (hoursWorked, hours) => {
  expect(mappings.timeEntries.map({ id: 1, hoursWorked })?.hours).toBe(hours)
})

test.each([
  [true, true],
  ['true', true],
  ['False', false],
  [1, true],
  ['0', false],
  ['perhaps', null],
  [null, null],
])('a service level agreement met by %j is met: %j', (serviceLevelAgreementHasBeenMet, slaMet) => {
  const row = { id: 1, queueID: 1, createDate: '2026-03-10T10:00:00Z', serviceLevelAgreementHasBeenMet }

  expect(mappings.tickets.map(row)?.slaMet).toBe(slaMet)
})

test('the dates that stand for none at all are none', () => {
  const row = { id: 1, queueID: 1, createDate: '2026-03-10T10:00:00Z' }
  const none = { completedDate: '0001-01-01T00:00:00', dueDateTime: '9999-12-31T23:59:59Z', resolvedDateTime: '' }

  expect(mappings.tickets.map({ ...row, ...none })).toMatchObject({ completedAt: null, dueAt: null, resolvedAt: null })
})

describe('people and companies keep a name', () => {
  test.each([
    [
      { id: 0, companyName: 'ROC' },
      { id: 0, name: 'ROC' },
    ],
    [
      { id: 5, companyName: '' },
      { id: 5, name: '5' },
    ],
  ])('company %j', (row, company) => {
    expect(mappings.companies.map(row)).toEqual(company)
  })

  test.each([
    [
      { id: 1, firstName: 'Ada', lastName: 'Moss', emailAddress: 'ada@x.example', phone: '' },
      { id: 1, name: 'Ada Moss', email: 'ada@x.example', phone: null },
    ],
    [
      { id: 1, firstName: ' Ada ', lastName: null, emailAddress: null, phone: '1' },
      { id: 1, name: 'Ada', email: null, phone: '1' },
    ],
    [
      { id: 1, firstName: '', lastName: '', emailAddress: 'a@x.example' },
      { id: 1, name: 'a@x.example', email: 'a@x.example', phone: null },
    ],
    [{ id: 1 }, { id: 1, name: '1', email: null, phone: null }],
  ])('contact %j', (row, contact) => {
    expect(mappings.contacts.map(row)).toEqual(contact)
  })

  test.each([
    [
      { id: 4, firstName: 'Autotask', lastName: 'Administrator', email: '' },
      { id: 4, name: 'Autotask Administrator', email: null },
    ],
    [
      { id: 4, userName: 'api' },
      { id: 4, name: 'api', email: null },
    ],
    [{ id: 4 }, { id: 4, name: '4', email: null }],
  ])('resource %j', (row, resource) => {
    expect(mappings.resources.map(row)).toEqual(resource)
  })
})

test('a contract runs from day to day', () => {
  expect(
    mappings.contracts.map({
      id: 3,
      contractName: 'Care',
      contractType: 7,
      startDate: '2026-01-01T00:00:00Z',
      endDate: null,
    }),
  ).toEqual({ id: 3, name: 'Care', typeId: 7, startsOn: '2026-01-01', endsOn: null })
})

test('a to-do has its first line as title, a note its name', () => {
  const startsAt = utc('2026-03-10T10:00:00Z')

  expect([
    mappings.toDos.map({
      id: 1,
      companyID: 2,
      assignedToResourceID: 3,
      actionType: 1,
      activityDescription: ' Inbound call \r\nabout the printer',
      startDateTime: '2026-03-10T10:00:00Z',
      completedDate: '2026-03-10T10:30:00Z',
      createDateTime: '2026-03-09T10:00:00Z',
      lastModifiedDate: '2026-03-10T10:31:00Z',
    }),
    mappings.notes.map({
      id: 1,
      companyID: 2,
      assignedResourceID: null,
      actionType: 1,
      name: 'Call',
      note: null,
      startDateTime: '2026-03-10T10:00:00Z',
    }),
  ]).toEqual([
    {
      id: 1,
      source: 'todo',
      companyId: 2,
      resourceId: 3,
      actionTypeId: 1,
      title: 'Inbound call',
      text: ' Inbound call \r\nabout the printer',
      startsAt,
      completedAt: utc('2026-03-10T10:30:00Z'),
      modifiedAt: utc('2026-03-10T10:31:00Z'),
    },
    {
      id: 1,
      source: 'note',
      companyId: 2,
      resourceId: null,
      actionTypeId: 1,
      title: 'Call',
      text: '',
      startsAt,
      completedAt: null,
      modifiedAt: null,
    },
  ])
})

test.each([
  [0, false],
  [1, false],
  [2, false],
  [3, true],
  ['4', true],
  [null, false],
])('an opportunity in status %j is won: %s', (status, isWon) => {
  const createdAt = utc('2026-03-10T10:00:00Z')
  expect(
    mappings.opportunities.map({ id: 1, stage: 2, status, amount: 1234.5, createDate: '2026-03-10T10:00:00Z' }),
  ).toEqual({ id: 1, stageId: 2, isWon, amount: '1234.5', createdAt, modifiedAt: createdAt })
})

test('an appointment has a start', () => {
  expect(mappings.appointments.map({ id: 1, startDateTime: '2026-03-10T10:00:00Z' })).toEqual({
    id: 1,
    startsAt: utc('2026-03-10T10:00:00Z'),
    modifiedAt: null,
  })
})

test.each([
  ['2026-03-11T10:00:00Z', '2026-03-10T10:00:00Z', '2026-03-11T10:00:00Z'],
  ['', '2026-03-10T10:00:00Z', '2026-03-10T10:00:00Z'],
  ['2026-03-11T10:00:00Z', null, '2026-03-11T10:00:00Z'],
  ['2026-03-09T10:00:00Z', '2026-03-10T10:00:00Z', '2026-03-10T10:00:00Z'],
])('an appointment changed %j and created %j was last changed %s', (updateDateTime, createDateTime, modifiedAt) => {
  const row = { id: 1, startDateTime: '2026-03-10T10:00:00Z', updateDateTime, createDateTime }

  expect(mappings.appointments.map(row)?.modifiedAt).toBe(utc(modifiedAt))
})

describe('a row without what every such row has is left out', () => {
  const created = { createDate: '2026-03-10T10:00:00Z' }
  test.each([
    ['a ticket without an id', mappings.tickets, { ...created, queueID: 1 }],
    ['a ticket without a queue', mappings.tickets, { ...created, id: 1 }],
    ['a ticket without a date', mappings.tickets, { id: 1, queueID: 1, createDate: '' }],
    ['a time entry without an id', mappings.timeEntries, { dateWorked: '2026-03-10T00:00:00Z' }],
    ['a company without an id', mappings.companies, { companyName: 'x' }],
    ['a contact without an id', mappings.contacts, { id: 'x' }],
    ['a resource without an id', mappings.resources, { id: null }],
    ['a contract without an id', mappings.contracts, {}],
    ['a to-do without an id', mappings.toDos, {}],
    ['a note without an id', mappings.notes, {}],
    ['an opportunity without a date', mappings.opportunities, { id: 1 }],
    ['an appointment without a start', mappings.appointments, { id: 1 }],
  ])('%s', (_, mapping, row) => {
    expect(mapping.map(row)).toBe(null)
  })
})

test('every mapping asks for the id, which paging needs', () => {
  const all = [
    mappings.tickets,
    mappings.timeEntries,
    mappings.companies,
    mappings.contacts,
    mappings.resources,
    mappings.contracts,
    mappings.toDos,
    mappings.notes,
    mappings.opportunities,
    mappings.appointments,
  ]

  expect(all.filter(({ fields }) => !fields.includes('id'))).toEqual([])
})

test('picklists go by sortOrder, their values become numbers, and nonsense is left out', () => {
  const value = (text: unknown, label: string, sortOrder: unknown, isActive = true) => ({
    value: text,
    label,
    sortOrder,
    isActive,
  })
  const fields = [
    {
      name: 'Priority',
      picklistValues: [value('3', 'Low', 4), value('4', 'Critical', 1), value('9', 'Old', 2, false)],
    },
    { name: 'source', picklistValues: [value('-1', 'Portal', 1), value('x', 'Nonsense', 2), null, value('2', '', 1)] },
    { name: 'title', picklistValues: null },
    { picklistValues: [] },
  ]

  expect(mappings.toPicklists(fields)).toEqual({
    priority: [
      { id: 4, label: 'Critical', parentId: null, sortOrder: 1, isActive: true },
      { id: 9, label: 'Old', parentId: null, sortOrder: 2, isActive: false },
      { id: 3, label: 'Low', parentId: null, sortOrder: 4, isActive: true },
    ],
    source: [
      { id: -1, label: 'Portal', parentId: null, sortOrder: 1, isActive: true },
      { id: 2, label: '2', parentId: null, sortOrder: 1, isActive: true },
    ],
  })
})

test('a value that a picklist has twice is there once, the active row before the first', () => {
  const value = (label: string, own: object) => ({ value: '7', label, sortOrder: 1, isActive: true, ...own })
  const rows = [
    value('Gone', { isActive: 'false', sortOrder: 1 }),
    value('Here', { sortOrder: 2 }),
    value('Again', { sortOrder: 3 }),
    value('Of printers', { parentValue: '20', sortOrder: 4 }),
    value('Of phones', { parentValue: '21', sortOrder: 5 }),
    { value: '8', label: 'Other', sortOrder: 6 },
  ]
  const { stage } = mappings.toPicklists([
    { name: 'stage', picklistValues: rows },
    { name: 'Stage', picklistValues: [] },
  ])

  expect(stage?.map(({ label }) => label)).toEqual(['Here', 'Of printers', 'Of phones', 'Other'])
  const picklist = createPicklist(stage)
  expect(picklist.values.map(({ id }) => id)).toEqual([7, 8])
  expect([picklist.rank(7), picklist.rank(8), picklist.rank(9)]).toEqual([1, 2, 3])
  expect([picklist.label(7), picklist.label(7, 21), picklist.label(7, 99), picklist.label(9, 20)]).toEqual([
    'Here',
    'Of phones',
    'Here',
    '9',
  ])
})

test.each([
  [
    { externalRequestThreshold: 10_000, requestThresholdTimeframe: 60, currentTimeframeRequestCount: 124 },
    { limit: 10_000, used: 124, windowSeconds: 3_600 },
  ],
  [
    { externalRequestThreshold: 10_000, currentTimeframeRequestCount: 0 },
    { limit: 10_000, used: 0, windowSeconds: 3_600 },
  ],
  [{ externalRequestThreshold: 10_000 }, null],
  [{ externalRequestThreshold: 0, currentTimeframeRequestCount: 0 }, null],
  [{ externalRequestThreshold: 10_000, currentTimeframeRequestCount: 10.5 }, null],
  [{ externalRequestThreshold: 3_000_000_000, currentTimeframeRequestCount: 5 }, null],
  [{ externalRequestThreshold: 10_000, currentTimeframeRequestCount: -3 }, null],
  [{ externalRequestThreshold: 'many', currentTimeframeRequestCount: 5 }, null],
  [{ externalRequestThreshold: 10, currentTimeframeRequestCount: 5, requestThresholdTimeframe: 0 }, null],
  [{ externalRequestThreshold: 10, currentTimeframeRequestCount: 5, requestThresholdTimeframe: 1e9 }, null],
])('the request counter %j', (row, budget) => {
  expect(mappings.toRequestBudget(row)).toEqual(budget)
})
