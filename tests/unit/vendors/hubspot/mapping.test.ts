import { expect, test } from 'vitest'
import * as mapping from '../../../../server/vendors/hubspot/mapping.ts'
import { toReport } from '../../../../server/vendors/hubspot/read-report.ts'

test('a contact has what its properties say', () => {
  const row = {
    id: '151',
    properties: {
      firstname: 'Ada',
      lastname: '',
      email: null,
      company: 'Typed by Ada',
      createdate: '2026-02-25T16:23:49.023Z',
      lastmodifieddate: '2026-02-25T16:24:10Z',
    },
    createdAt: '2020-01-01T00:00:00Z',
    updatedAt: '2020-01-01T00:00:00Z',
  }

  expect(mapping.contacts.map(row)).toEqual({
    id: '151',
    firstName: 'Ada',
    lastName: null,
    email: null,
    company: 'Typed by Ada',
    createdAt: Date.parse('2026-02-25T16:23:49.023Z'),
    updatedAt: Date.parse('2026-02-25T16:24:10Z'),
  })
})

test('a contact without dates of its own has those of the record', () => {
  const row = { id: '1', properties: {}, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-02T00:00:00Z' }

  expect(mapping.contacts.map(row)).toMatchObject({
    createdAt: Date.UTC(2026, 0, 1),
    updatedAt: Date.UTC(2026, 0, 2),
  })
})

test('a deal has what its properties say', () => {
  const row = {
    id: '29811640978',
    properties: {
      dealname: 'Big one',
      amount: '1000.10',
      amount_in_home_currency: '1100.123456',
      deal_currency_code: 'eur',
      pipeline: 'default',
      dealstage: '173204411',
      closedate: '2026-03-31T22:00:00Z',
      createdate: '2026-02-25T16:23:49Z',
      hs_is_closed: 'true',
      hs_is_closed_won: 'true',
      hs_is_closed_lost: 'false',
    },
  }

  expect(mapping.deals.map(row)).toEqual({
    id: '29811640978',
    name: 'Big one',
    amount: '1000.10',
    amountInHomeCurrency: '1100.123456',
    currency: 'EUR',
    pipelineId: 'default',
    stageId: '173204411',
    closesAt: Date.parse('2026-03-31T22:00:00Z'),
    closesOn: null,
    createdAt: Date.parse('2026-02-25T16:23:49Z'),
    isClosed: true,
    isWon: true,
    isLost: false,
  })
})

test('what a deal does not say is unset', () => {
  const row = { id: 7, properties: { amount: 'N/A', dealname: null, closedate: '' }, createdAt: '2026-01-01T00:00:00Z' }

  expect(mapping.deals.map(row)).toEqual({
    id: '7',
    name: '',
    amount: null,
    amountInHomeCurrency: null,
    currency: null,
    pipelineId: null,
    stageId: null,
    closesAt: null,
    closesOn: null,
    createdAt: Date.UTC(2026, 0, 1),
    isClosed: false,
    isWon: false,
    isLost: false,
  })
})

test('a close date that is a day and no instant is that day', () => {
  const row = { id: 7, properties: { closedate: '2026-03-31' }, createdAt: '2026-01-01T00:00:00Z' }

  expect(mapping.deals.map(row)).toMatchObject({ closesOn: '2026-03-31' })
})

test.each([{}, { id: '1' }, { id: 'x', createdAt: '2026-01-01T00:00:00Z' }, { id: '1', properties: [] }])(
  'a row without id or date is left out: %j',
  (row) => {
    expect([mapping.deals.map(row), mapping.contacts.map(row)]).toEqual([null, null])
  },
)

test('pipelines and stages stand in their order, metadata read as what it means', () => {
  const stage = (id: string, displayOrder: number | null, metadata: object = {}) => ({
    id,
    label: `Stage ${id}`,
    displayOrder,
    metadata,
  })
  const rows = [
    { id: 'second', label: '', displayOrder: 1, stages: null },
    {
      id: 'first',
      label: 'Sales',
      displayOrder: 0,
      stages: [
        stage('last', null),
        stage('b', 1, { isClosed: 'true', probability: '1.0' }),
        stage('a', 1, { isClosed: 'false', probability: '0.2' }),
        stage('zero', 0, { isClosed: 'True', probability: '0' }),
        { ...stage('gone', 0), archived: true },
      ],
    },
    { id: 'archived', label: 'x', displayOrder: 0, archived: true, stages: [] },
  ]

  expect(mapping.toPipelines(rows)).toEqual([
    {
      id: 'first',
      name: 'Sales',
      stages: [
        { id: 'zero', label: 'Stage zero', probability: 0, isClosed: true },
        { id: 'a', label: 'Stage a', probability: 0.2, isClosed: false },
        { id: 'b', label: 'Stage b', probability: 1, isClosed: true },
        { id: 'last', label: 'Stage last', probability: null, isClosed: null },
      ],
    },
    { id: 'second', name: 'second', stages: [] },
  ])
})

test('a pipeline, or a stage, that is listed twice is there once', () => {
  const stage = (id: string, label: string) => ({ id, label, displayOrder: 0, metadata: {} })
  const rows = [
    {
      id: 'p',
      label: 'First',
      displayOrder: 0,
      stages: [stage('s', 'One'), stage('s', 'Two'), [stage('x', 'X')], null],
    },
    { id: 'p', label: 'Second', displayOrder: 1, stages: [stage('t', 'Three')] },
  ]

  expect(mapping.toPipelines(rows)).toEqual([
    { id: 'p', name: 'First', stages: [{ id: 's', label: 'One', probability: null, isClosed: null }] },
  ])
})

test.each([
  ['0.2', 0.2],
  [1, 1],
  ['1.5', null],
  [-0.1, null],
  ['20 %', null],
  ['NaN', null],
])('a stage with the probability %j is %j likely', (probability, expected) => {
  const rows = [{ id: 'p', stages: [{ id: 's', metadata: { probability } }] }]

  expect(mapping.toPipelines(rows)[0]?.stages[0]?.probability).toBe(expected)
})

test('an account without its currency is none, and one without its zone has all else', () => {
  const row = { companyCurrency: 'usd', timeZone: 'US/Eastern', dataHostingLocation: 'EU1' }

  expect(mapping.toAccount(row)).toEqual({ currency: 'USD', timeZone: 'US/Eastern', region: 'eu1' })
  expect(mapping.toAccount({ ...row, companyCurrency: '' })).toBe(null)
  expect(mapping.toAccount({ ...row, timeZone: null })).toEqual({ currency: 'USD', timeZone: null, region: 'eu1' })
})

test.each(['evil.example/', '', 'na1.x', null])('a region that is none is the first one: %j', (dataHostingLocation) => {
  const row = { companyCurrency: 'USD', timeZone: 'UTC', dataHostingLocation }

  expect(mapping.toAccount(row)?.region).toBe('na1')
})

test('a report has its totals, and its rows by name in lower case', () => {
  const rows = [{ breakdown: 'E47F2ED4', submissions: 3, formViews: '12' }, { breakdown: null }, { submissions: 1 }]

  expect(toReport({ rawViews: 5, visits: null, note: 'x' }, rows, true)).toEqual({
    totals: { rawViews: 5, note: null },
    breakdowns: { e47f2ed4: { submissions: 3, formViews: 12 } },
    isComplete: true,
  })
})

test('the count of the day needs both numbers', () => {
  const row = {
    name: 'private-apps-api-calls-daily',
    usageLimit: 250_000,
    currentUsage: 10,
    resetsAt: '2026-03-19T04:00:00Z',
  }

  expect(mapping.toDailyUsage([{ name: 'other' }, row])).toEqual({
    limit: 250_000,
    used: 10,
    windowSeconds: 86_400,
    resetsAt: Date.parse('2026-03-19T04:00:00Z'),
  })
  expect(mapping.toDailyUsage([{ ...row, usageLimit: null }])).toBe(null)
  expect(mapping.toDailyUsage([{ ...row, usageLimit: 0, currentUsage: 0 }])).toBe(null)
  expect(mapping.toDailyUsage([{ ...row, usageLimit: 2 ** 40 }])).toBe(null)
  expect(mapping.toDailyUsage([{ ...row, currentUsage: 0.5 }])).toBe(null)
  expect(mapping.toDailyUsage([])).toBe(null)
})

test('the count of the day is that of calls, and of nothing else that is counted', () => {
  const seats = { name: 'seats', usageLimit: 5, currentUsage: 5 }
  const burst = { name: 'private-apps-api-calls-secondly', usageLimit: 10, currentUsage: 9 }
  const calls = { name: 'service-keys-api-calls-daily', usageLimit: 250_000, currentUsage: 10 }

  expect(mapping.toDailyUsage([seats, burst, calls])).toMatchObject({ limit: 250_000, used: 10 })
  expect(mapping.toDailyUsage([seats, burst])).toBe(null)
  expect(mapping.toDailyUsage([seats, { ...calls, name: 7 }])).toBe(null)
})

test('an owner is named by their full name, else by e-mail address or id, and not shown once archived', () => {
  const owner = (id: string, fields: object) => ({ id, archived: false, ...fields })

  expect(
    mapping.toOwners([
      owner('1', { firstName: ' Ann ', lastName: 'Keller', email: 'ann@msp.example', userId: 7 }),
      owner('2', { firstName: '', lastName: 'Keller', email: null }),
      owner('3', { firstName: '', lastName: null, email: 'sales@msp.example' }),
      owner('4', {}),
      owner('5', { archived: true }),
      owner('1', { firstName: 'Twice' }),
      { email: 'no.id@msp.example' },
    ]),
  ).toEqual([
    { id: '1', name: 'Ann Keller', email: 'ann@msp.example' },
    { id: '2', name: 'Keller', email: null },
    { id: '3', name: 'sales@msp.example', email: 'sales@msp.example' },
    { id: '4', name: '4', email: null },
  ])
})
