import { expect, test } from 'vitest'
import { GatewayError } from '../../../server/errors/gateway-error.ts'
import type { Arguments, GraphAnswer } from '../../../server/mcp/tool.ts'
import { toolNamed } from './tools-of-schema.ts'

const bucket = (key: string | null, label: string) => ({ key, label, count: 1 })

/** What names stand for in these tests. */
const answers: Readonly<Record<string, GraphAnswer>> = {
  names: {
    data: {
      ticketStatuses: [
        { id: '1', label: 'New' },
        { id: '5', label: 'Complete' },
      ],
      open: {
        byPriority: [bucket('4', 'Critical')],
        byAssignee: [bucket('7', 'Ann Lee'), bucket(null, 'Unassigned')],
        byCompany: [bucket('100', 'Contoso Ltd')],
      },
      year: {
        byPriority: [bucket('1', 'High')],
        byAssignee: [bucket('8', 'Ann Leeds')],
        byCompany: [
          bucket('100', 'Contoso Ltd'),
          bucket('101', 'Fabrikam'),
          bucket('102', 'Fabrikam'),
          bucket('103', 'Fabrikam Süd'),
        ],
      },
    },
  },
  'deal-stages': {
    data: {
      dealPipelines: [
        { id: 'default', name: 'Sales', stages: [{ id: 's1', label: 'Proposal' }] },
        { id: '77', name: 'Renewals', stages: [{ id: 's2', label: 'Proposal' }] },
      ],
    },
  },
  tenants: {
    data: {
      tenants: [
        { id: 'acme', name: 'Acme Ltd' },
        { id: 'globex', name: 'Globex' },
      ],
    },
  },
}

const asked: string[] = []

async function variablesOf(name: string, given: unknown, own: Partial<typeof answers> = {}): Promise<Arguments> {
  const tool = toolNamed(name)
  const { variables } = await tool.prepare(tool.readArguments(given), {
    today: '2026-11-28',
    timeZone: 'Europe/Berlin',
    async ask(operation) {
      asked.push(operation)
      return own[operation] ?? answers[operation]!
    },
  })
  return variables as Arguments
}

const refusal = async (name: string, given: unknown): Promise<string> => {
  const error = await variablesOf(name, given).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(GatewayError)
  return `${(error as GatewayError).code}: ${(error as GatewayError).message}`
}

test.each([
  ['find_tickets', { companyID: ['1'] }, 'Unknown argument "companyID". Known here: period, from, to,'],
  ['sales_pipeline', { stage: 'x' }, 'Unknown argument "stage". Known here: part, skip.'],
  ['find_tickets', { state: 'open' }, 'state: Invalid option: expected one of "OPEN"|"COMPLETED"'],
  ['find_tickets', { company: 'Contoso Ltd' }, 'company: Invalid input: expected array'],
  ['find_tickets', { first: 51 }, 'first: Too big'],
  ['find_tickets', { first: '20' }, 'first: Invalid input: expected number'],
  ['find_tickets', { updatedSince: 'yesterday' }, 'updatedSince: '],
  ['find_tickets', [], 'must be a JSON object'],
  ['find_tickets', 'all', 'must be a JSON object'],
  [
    'log_change',
    { ticketId: 1, change: { kind: 'DID_CREATED', subject: 'x', colour: 'red' } },
    'change: unknown field "colour"',
  ],
  ['log_change', {}, 'ticketId: '],
  ['find_tickets', { number: 'T20261122.0046', state: 'OPEN', company: ['1'] }, 'leave out state, company'],
  ['service_desk_summary', { skip: 15 }, 'skip needs part: one of byStatus'],
  ['find_tickets', { period: 'LAST_WEEK', from: '2026-11-01' }, 'either period, or from and to'],
  ['find_tickets', { to: '2026-11-01' }, 'from is missing'],
  ['find_tickets', { from: '1 November' }, 'from must be a day such as'],
  ['find_tickets', { from: '2026-02-30' }, 'from must be a day such as'],
  ['find_tickets', { from: '2026-13' }, 'from must be a day such as'],
  ['find_tickets', { from: '2026-12-01' }, 'lies after today (2026-11-28)'],
  ['find_tickets', { from: '2026-11-02', to: '2026-11-01' }, 'from (2026-11-02) lies after to (2026-11-01)'],
  ['monthly_report', { month: 'October' }, 'month must be a month such as 2026-10'],
  ['monthly_report', { month: '2026-00' }, 'month must be a month such as 2026-10'],
] as const)('%s refuses %j', async (name, given, message) => {
  expect(await refusal(name, given)).toMatch(/^BAD_USER_INPUT: /)
  expect(await refusal(name, given)).toContain(message)
})

test('values that are refused are not repeated in full, and nesting has an end', async () => {
  expect(await refusal('find_tickets', { [`x${'y'.repeat(5_000)}`]: 1 })).toHaveLength(
    (await refusal('find_tickets', { [`x${'y'.repeat(50)}`]: 1 })).length,
  )
  let deep: unknown = 1
  for (let level = 0; level < 1_000; level++) deep = [deep]

  await expect(variablesOf('find_tickets', { text: deep })).rejects.toMatchObject({ code: 'QUERY_TOO_EXPENSIVE' })
})

test('an argument that is null is left out', async () => {
  expect(await variablesOf('find_tickets', { state: null, text: null })).toEqual({
    sortBy: 'CREATED',
    direction: 'DESC',
    first: 20,
  })
})

test.each([
  [{ period: 'LAST_MONTH' }, { from: '2026-10-01', to: '2026-10-31' }],
  [{ period: 'LAST_WEEK' }, { from: '2026-11-16', to: '2026-11-22' }],
  [{ from: '2026-11-01' }, { from: '2026-11-01', to: '2026-11-28' }],
  [
    { from: '2026-02', to: '2026-02' },
    { from: '2026-02-01', to: '2026-02-28' },
  ],
  [
    { from: '2024-02', to: '2024-12' },
    { from: '2024-02-01', to: '2024-12-31' },
  ],
])('the period %j is %j', async (given, range) => {
  expect(await variablesOf('hours_logged', given)).toEqual({ range })
})

test('a close date is a period too', async () => {
  expect(await variablesOf('find_deals', { state: 'WON', period: 'THIS_QUARTER' })).toMatchObject({
    state: 'WON',
    closesFrom: '2026-10-01',
    closesTo: '2026-12-31',
  })
})

test.each([
  [undefined, { year: 2026, month: 11 }],
  ['this', { year: 2026, month: 11 }],
  ['last', { year: 2026, month: 10 }],
  ['2025-01', { year: 2025, month: 1 }],
])('the month %s is %j', async (month, expected) => {
  expect(await variablesOf('monthly_report', { month })).toEqual(expected)
})

test('names stand for ids, whatever their case, in one lookup', async () => {
  asked.length = 0
  const given = { company: ['contoso ltd'], assignee: ['  ANN   LEE '], status: ['complete'], priority: ['High'] }

  expect(await variablesOf('count_tickets', given)).toEqual({
    company: ['100'],
    assignee: ['7'],
    status: ['5'],
    priority: ['1'],
  })
  expect(asked).toEqual(['names'])
})

test('an unmistakable part of a name is enough, and an id needs no lookup', async () => {
  expect(await variablesOf('backlog', { company: ['conto'] })).toEqual({ company: ['100'] })
  asked.length = 0
  expect(await variablesOf('backlog', { company: ['100', '99'], assignee: ['7'] })).toEqual({
    company: ['100', '99'],
    assignee: ['7'],
  })
  expect(asked).toEqual([])
})

test('a label that several stages have means each of them', async () => {
  expect(await variablesOf('find_deals', { stage: ['proposal'], pipeline: ['Sales'] })).toMatchObject({
    stage: ['s1', 's2'],
    pipeline: ['default'],
  })
})

test.each([
  [
    'backlog',
    { company: ['Fabrikam'] },
    '"Fabrikam" may mean 2 of them. Give the id of one: 101 (Fabrikam), 102 (Fabrikam).',
  ],
  ['backlog', { assignee: ['lee'] }, 'may mean 2 of them. Give the id of one: 7 (Ann Lee), 8 (Ann Leeds).'],
  ['backlog', { company: ['Nordwind'] }, 'there is none called "Nordwind". Known: 100 (Contoso Ltd), 101 (Fabrikam)'],
  ['backlog', { company: ['Nordwind'] }, 'ids work for all'],
  ['backlog', { status: ['Done'] }, 'Known: 1 (New), 5 (Complete).'],
  [
    'find_connectwise_tickets',
    { tenant: 'Glob', search: 'x' },
    'may mean one of them. Give the id of one: globex (Globex).',
  ],
  ['find_connectwise_tickets', { search: 'x' }, 'tenant is missing. Yours: acme (Acme Ltd), globex (Globex).'],
] as const)('%s refuses %j with the candidates', async (name, given, message) => {
  expect(await refusal(name, given)).toContain(message)
})

test('a tenant is named whole; whether the caller may operate an id is for the graph to say', async () => {
  expect(await variablesOf('find_connectwise_tickets', { tenant: 'acme ltd', search: 'x' })).toMatchObject({
    tenant: 'acme',
  })
  expect(await variablesOf('find_connectwise_tickets', { tenant: 'initech', search: 'x' })).toMatchObject({
    tenant: 'initech',
  })
})

test('a caller with one tenant need not name it', async () => {
  const one = { tenants: { data: { tenants: [{ id: 'acme', name: 'Acme Ltd' }] } } }

  expect(await variablesOf('log_change', { ticketId: 7, note: 'x' }, one)).toEqual({
    ticketId: 7,
    note: 'x',
    tenant: 'acme',
  })
})

test('what keeps names from being looked up is told as it is', async () => {
  const away = {
    names: {
      data: null,
      errors: [{ message: 'Autotask is away.', extensions: { code: 'VENDOR_UNAVAILABLE', retryAfterSeconds: 30 } }],
    },
  }

  await expect(variablesOf('backlog', { company: ['Contoso Ltd'] }, away)).rejects.toMatchObject({
    code: 'VENDOR_UNAVAILABLE',
    message: 'Autotask is away.',
    retryAfterSeconds: 30,
  })
})

test('a ticket is found by number or id', async () => {
  expect(await variablesOf('get_ticket', { number: ' T20261122.0046 ' })).toEqual({
    number: 'T20261122.0046',
    isNumber: true,
    exactNumber: 'T20261122.0046',
  })
  expect(await variablesOf('get_ticket', { number: '4711' })).toEqual({ number: '4711', isNumber: false })
})
