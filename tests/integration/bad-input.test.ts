import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { picklist } from '../support/oracle/labels.ts'
import { dataCalls } from '../support/vendor-calls.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld({ scale: 0.1 })
})
afterAll(() => world.close())
beforeEach(() => world.clearRequests())

/** What is said about the one thing that is wrong; nothing may have been asked of the vendor for it. */
async function complaint(document: string, variables = {}) {
  const { body, status } = await world.query(document, variables)
  const said = body.errors?.map(({ message, path, extensions }) => ({
    code: extensions.code,
    message,
    ...(path && { path: path.join('.') }),
  }))
  return { status, said, data: body.data, asked: await world.requests() }
}

const refused = (path: string, message: string) => ({
  status: 200,
  said: [{ code: 'BAD_USER_INPUT', message, path }],
  data: { [path]: null },
  asked: [],
})
const rejected = (code: string, ...messages: string[]) => ({
  status: 400,
  said: messages.map((message) => ({ code, message })),
  data: undefined,
  asked: [],
})
const malformed = (...messages: string[]) => rejected('BAD_USER_INPUT', ...messages)

const noCursor = 'after is not a cursor of this list: take endCursor, or the cursor of an edge.'
const noDay = (value: string) =>
  `Expected value of type "Date", found ${value}; Date must be a day that exists, such as "2026-11-22".`

describe('a range', () => {
  test.each([
    ['from: "2026-03-05", to: "2026-03-04"', 'range.from (2026-03-05) lies after range.to (2026-03-04).'],
    ['from: "2026-03-05"', 'range.to is missing: a range takes both days, or a preset.'],
    ['to: "2026-03-05"', 'range.from is missing: a range takes both days, or a preset.'],
    ['from: "2026-03-05", to: null', 'range.to is missing: a range takes both days, or a preset.'],
    ['from: "2026-03-01", to: "2026-03-05", preset: TODAY', 'range takes either from and to, or a preset, not both.'],
    ['from: "2026-03-01", preset: TODAY', 'range takes either from and to, or a preset, not both.'],
    ['from: "2025-01-01", to: "2026-02-05"', 'range spans 401 days; at most 400 are allowed.'],
  ])('of %s is refused, wherever it is given', async (range, message) => {
    for (const [field, selection] of [
      ['tickets', 'totalCount'],
      ['activitySummary', 'totalTickets'],
      ['salesActivity', 'appointments'],
    ] as const) {
      expect(await complaint(`{ ${field}(range: { ${range} }) { ${selection} } }`)).toEqual(refused(field, message))
    }
  })

  test('of 400 days is fine', async () => {
    const document = '{ tickets(range: { from: "2025-01-01", to: "2026-02-04" }, first: 1) { nodes { __typename } } }'

    expect(await world.data(document)).toEqual({ tickets: { nodes: [{ __typename: 'Ticket' }] } })
  })

  test.each(['"2026-02-30"', '"2026-2-3"', '"2027-02-29"', '"2026-03-01T00:00:00Z"', '"yesterday"', '20260301'])(
    'with the day %s is refused',
    async (day) => {
      expect(await complaint(`{ dailyReport(date: ${day}) { id } }`)).toEqual(malformed(noDay(day)))
      expect(await complaint(`{ tickets(range: { from: ${day}, to: "2026-03-01" }) { totalCount } }`)).toEqual(
        malformed(noDay(day)),
      )
    },
  )

  test('in variables is refused in the same words', async () => {
    const document = 'query ($range: DateRangeInput) { tickets(range: $range) { totalCount } }'

    expect(await complaint(document, { range: { from: '2026-02-30', to: 'later' } })).toEqual(
      malformed(
        'Variable "$range" got invalid value "2026-02-30" at "range.from"; Expected type "Date". ' +
          'Date must be a day that exists, such as "2026-11-22".',
        'Variable "$range" got invalid value "later" at "range.to"; Expected type "Date". ' +
          'Date must be a day that exists, such as "2026-11-22".',
      ),
    )
    expect(await complaint(document, { range: { preset: 'NEXT_YEAR' } })).toEqual(
      malformed(
        'Variable "$range" got invalid value "NEXT_YEAR" at "range.preset"; ' +
          'Value "NEXT_YEAR" does not exist in "DateRangePreset" enum. Did you mean the enum value "THIS_YEAR"?',
      ),
    )
    expect(await complaint(document, { range: { days: 3 } })).toEqual(
      malformed(
        'Variable "$range" got invalid value { days: 3 }; Field "days" is not defined by type "DateRangeInput".',
      ),
    )
  })
})

test.each([
  ['{ tickets(range: { from: "0000-01-01", to: "0000-01-02" }) { totalCount } }', 'range.from', '0000-01-01'],
  ['{ tickets(range: { from: "2999-12-31", to: "9999-12-31" }) { totalCount } }', 'range.to', '9999-12-31'],
  ['{ tickets: dailyReport(date: "9999-12-31") { id } }', 'date', '9999-12-31'],
])('a day nobody can mean is refused: %s', async (document, name, day) => {
  expect(await complaint(document)).toEqual(
    refused('tickets', `${name} must lie between 1970-01-01 and 2999-12-31; it is ${day}.`),
  )
})

describe('a report', () => {
  const both = 'monthlyReport takes year and month together, or neither for this month.'
  test.each([
    ['year: 2026', both],
    ['month: 2', both],
    ['year: 2026, month: 13', 'month must be from 1 to 12; it is 13.'],
    ['year: 2026, month: 0', 'month must be from 1 to 12; it is 0.'],
    ['year: 1969, month: 12', 'year must be from 1970 to 2999; it is 1969.'],
    ['year: 10000, month: 1', 'year must be from 1970 to 2999; it is 10000.'],
  ])('of %s is refused', async (args, message) => {
    expect(await complaint(`{ monthlyReport(${args}) { id } }`)).toEqual(refused('monthlyReport', message))
  })
})

describe('a page', () => {
  test.each([0, 101, 100_000, -1])('of %i rows is refused', async (first) => {
    const message = `first must be from 1 to 100; it is ${first}.`

    expect(await complaint(`{ tickets(first: ${first}) { totalCount } }`)).toEqual(refused('tickets', message))
    expect(await complaint(`{ dailyReport { tickets(first: ${first}) { totalCount } } }`)).toEqual({
      ...refused('dailyReport', message),
      said: [{ code: 'BAD_USER_INPUT', message, path: 'dailyReport.tickets' }],
      data: { dailyReport: { tickets: null } },
    })
    expect(await complaint(`{ salesActivity { recent(first: ${first}) { id } } }`)).toEqual({
      ...refused('salesActivity', message),
      said: [{ code: 'BAD_USER_INPUT', message, path: 'salesActivity.recent' }],
    })
  })

  test('of a number of rows that is none is refused', async () => {
    expect(await complaint('{ tickets(first: 1.5) { totalCount } }')).toEqual(
      rejected('GRAPHQL_VALIDATION_FAILED', 'Int cannot represent non-integer value: 1.5'),
    )
    expect(
      await complaint('query ($first: Int) { tickets(first: $first) { totalCount } }', { first: 10_000_000_000 }),
    ).toEqual(
      malformed(
        'Variable "$first" got invalid value 10000000000; ' +
          'Int cannot represent non 32-bit signed integer value: 10000000000',
      ),
    )
  })

  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  test.each([
    ['garbage', 'garbage'],
    ['nothing', ''],
    ['a list that is too short', cursor(['CREATED', 'DESC'])],
    ['a value that is none', cursor(['CREATED', 'DESC', { $gt: 0 }, 1])],
    ['an id that is neither number nor text', cursor(['CREATED', 'DESC', 1, { $gt: 0 }])],
    ['another kind of thing', cursor({ id: 1 })],
  ])('behind a cursor of %s is refused', async (_, after) => {
    expect(await complaint('query ($after: String) { tickets(after: $after) { totalCount } }', { after })).toEqual(
      refused('tickets', noCursor),
    )
  })

  test('behind a cursor of another order is refused, without a call', async () => {
    const { tickets } = await world.data<{ tickets: { pageInfo: { endCursor: string } } }>(
      '{ tickets(range: { preset: LAST_365_DAYS }, first: 1) { pageInfo { endCursor } } }',
    )
    const after = tickets.pageInfo.endCursor
    await world.clearRequests()
    const message = 'after is a cursor of the same list in another order: start again without it.'

    for (const orderBy of ['{ field: CREATED, direction: ASC }', '{ field: NUMBER }', '{ field: STATUS }']) {
      expect(
        await complaint(`query ($after: String) { tickets(after: $after, orderBy: ${orderBy}) { totalCount } }`, {
          after,
        }),
      ).toEqual(refused('tickets', message))
    }
  })
})

describe('a filter', () => {
  test.each(['status', 'priority'] as const)('of an unknown %s is refused with the allowed ones', async (field) => {
    const allowed = picklist(await world.state(), 'Tickets', field).map(({ value, label }) => `${value} (${label})`)
    const message = `filter.${field}: there is no ${field} 4711. Allowed: ${allowed.join(', ')}.`
    const said = async (document: string) => (await complaint(document)).said

    expect(await said(`{ tickets(filter: { ${field}: ["4711"] }) { totalCount } }`)).toEqual([
      { code: 'BAD_USER_INPUT', message, path: 'tickets' },
    ])
    for (const figure of ['totalTickets', 'openTickets', 'completedInRange', 'hoursLogged']) {
      expect(await said(`{ activitySummary(filter: { ${field}: ["4711"] }) { ${figure} } }`)).toEqual([
        { code: 'BAD_USER_INPUT', message, path: `activitySummary.${figure}` },
      ])
    }
  })

  test('of a status that is missing from the list but in use is fine', async () => {
    const { Tickets, rocQueueID } = await world.state()
    const id = Tickets.find((ticket) => ticket.queueID === rocQueueID)!.id
    const createDate = new Date(world.simulators.clock.now() - 3_600_000).toISOString()
    await world.records('Tickets', { upsert: { id, status: 99, createDate } })
    await world.data('mutation { refresh(input: { scope: ALL }) { refreshedAt } }')

    expect(await world.data('{ tickets(filter: { status: ["99"] }) { nodes { id status { id label } } } }')).toEqual({
      tickets: { nodes: [{ id: String(id), status: { id: '99', label: '99' } }] },
    })
  })

  test.each(['status', 'priority', 'company', 'assignee'])('of a %s that is no number is refused', async (field) => {
    for (const id of ['new', '', '1.5', '1e3', '0x10', '٣', '1;drop']) {
      const message = `filter.${field}: ids are Autotask's numbers; ${JSON.stringify(id)} is not one.`
      const variables = { filter: { [field]: ['1', id] } }

      expect(
        await complaint('query ($filter: TicketFilter) { tickets(filter: $filter) { totalCount } }', variables),
      ).toEqual(refused('tickets', message))
      expect(
        await complaint('query ($filter: TicketFilter) { activitySummary(filter: $filter) { id } }', variables),
      ).toEqual(refused('activitySummary', message))
    }
  })

  test('of a very long id is refused without repeating all of it', async () => {
    const { said } = await complaint('query ($filter: TicketFilter) { tickets(filter: $filter) { totalCount } }', {
      filter: { company: ['x'.repeat(10_000)] },
    })

    expect(said?.[0]?.message).toBe(`filter.company: ids are Autotask's numbers; "${'x'.repeat(40)}…" is not one.`)
  })
})

describe('a document', () => {
  test.each([
    [
      'GRAPHQL_VALIDATION_FAILED',
      '{ tickets(filter: { state: HALF }) { totalCount } }',
      'Value "HALF" does not exist in "TicketState" enum.',
    ],
    [
      'GRAPHQL_VALIDATION_FAILED',
      '{ tickets(orderBy: { field: SIZE }) { totalCount } }',
      'Value "SIZE" does not exist in "TicketOrderField" enum.',
    ],
    ['GRAPHQL_VALIDATION_FAILED', '{ nope }', 'Cannot query field "nope" on type "Query".'],
    ['GRAPHQL_PARSE_FAILED', '{ viewer', 'Syntax Error: Expected Name, found <EOF>.'],
    [
      'OPERATION_RESOLUTION_FAILURE',
      'query A { viewer { id } } query B { viewer { id } }',
      'Must provide operation name if query contains multiple operations.',
    ],
    [
      'OPERATION_RESOLUTION_FAILURE',
      'subscription { tickets }',
      'Schema is not configured to execute subscription operation.',
    ],
  ])('is refused with %s: %s', async (code, document, message) => {
    expect(await complaint(document)).toEqual(rejected(code, message))
  })

  test('that does not match the schema has one error for each mistake, apart from values', async () => {
    const { status, said } = await complaint('{ nope dailyReport(date: "2026-02-30") { date } }')

    expect({ status, said }).toEqual({
      status: 400,
      said: [
        { code: 'GRAPHQL_VALIDATION_FAILED', message: 'Cannot query field "nope" on type "Query".' },
        { code: 'BAD_USER_INPUT', message: noDay('"2026-02-30"') },
      ],
    })
  })

  test('of more than 5,000 tokens is refused', async () => {
    const { body, status } = await world.query(`{ ${'viewer { id } '.repeat(1_300)} }`)

    expect({ status, errors: body.errors }).toEqual({
      status: 400,
      errors: [
        {
          message:
            'The document has more than 5,000 tokens (names, numbers, brackets); at most 5,000 are allowed. Send lists of values as variables, or ask in several operations.',
          extensions: {
            code: 'QUERY_TOO_EXPENSIVE',
            measure: 'tokens',
            asked: 5_001,
            limit: 5_000,
            requestId: expect.any(String),
          },
        },
      ],
    })
  })

  test('with a very long name is refused without repeating all of it', async () => {
    const name = 'x'.repeat(900_000)
    for (const document of [
      `{ ${name} }`,
      `{ viewer { ${name} } }`,
      `{ tickets(${name}: 1) { totalCount } }`,
      `{ tickets(filter: { state: ${name} }) { totalCount } }`,
      `query ($a: ${name}) { viewer { id } }`,
      `{ viewer { id } } ${name}`,
    ]) {
      const { status, text } = await world.query(document)

      expect({ status, isShort: text.length < 2_000 }).toEqual({ status: 400, isShort: true })
    }
  })

  test('with a very long value in a variable is refused without repeating all of it', async () => {
    const value = 'x'.repeat(40_000)
    for (const [type, use] of [
      ['Int', 'tickets(first: $value) { totalCount }'],
      ['TicketState', 'tickets(filter: { state: $value }) { totalCount }'],
      ['Date', 'dailyReport(date: $value) { date }'],
      ['DateRangeInput', 'tickets(range: $value) { totalCount }'],
    ]) {
      const { status, text } = await world.query(`query ($value: ${type}) { ${use} }`, { value })

      expect({ type, status, isShort: text.length < 2_000 }).toEqual({ type, status: 400, isShort: true })
    }
  })
})

describe('over HTTP', () => {
  async function send(method: string, path: string, body?: string | Buffer, headers: Record<string, string> = {}) {
    const authorization = `Bearer ${await world.token('viewer')}`
    const call = request(new URL(path, world.url), {
      method,
      headers: { authorization, 'content-type': 'application/json', ...headers },
    })
    call.end(body)
    const [response] = (await once(call, 'response')) as [IncomingMessage]
    const parsed = JSON.parse(await text(response)) as { errors?: { message: string; extensions: { code: string } }[] }
    const errors = (parsed.errors ?? []).map(({ message, extensions }) => `${extensions.code}: ${message}`)
    return { status: response.statusCode, headers: response.headers, body: errors }
  }

  test.each(['{', 'query { viewer { id } }', '{"query": "{ viewer { id } }"'])(
    'the body %s is refused',
    async (body) => {
      expect(await send('POST', '/graphql', body)).toMatchObject({
        status: 400,
        body: ['BAD_USER_INPUT: The body must be JSON such as {"query": "{ viewer { name } }"}.'],
      })
    },
  )

  test.each([
    '[]',
    '[{"query":"{ viewer { id } }"}]',
    'null',
    '"text"',
    '{}',
    '{"query":7}',
    '{"query":"{ viewer { id } }","variables":[]}',
  ])('the body %s is a complaint of BAD_USER_INPUT', async (body) => {
    const { status, body: errors } = await send('POST', '/graphql', body)

    expect({ status, errors }).toEqual({ status: 400, errors: [expect.stringMatching(/^BAD_USER_INPUT: \S.{10}/)] })
  })

  const withBytes = (text: string) => Buffer.from(text, 'latin1')
  const note = JSON.stringify({ query: 'query ($text: String) { tickets(filter: { text: $text }) { totalCount } }' })

  test.each([
    [
      'of another type',
      'query=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      /must be application\/json; this has application\/x-www-form-urlencoded/,
    ],
    ['of a type that begins alike', '{}', { 'content-type': 'application/json-seq' }, 415, /must be application\/json/],
    [
      'in another charset',
      '{}',
      { 'content-type': 'application/json; charset=latin1' },
      415,
      /charset latin1 is not read/,
    ],
    [
      'in a charset that nobody knows',
      '{}',
      { 'content-type': 'application/json; charset="x-nonsense"' },
      415,
      /charset x-nonsense is not read/,
    ],
    ['that is compressed', gzipSync('{}'), { 'content-encoding': 'gzip' }, 415, /content-encoding gzip is not read/],
    ['that is compressed in another way', '{}', { 'content-encoding': 'br' }, 415, /content-encoding br is not read/],
    ['with a byte of Latin-1', withBytes(note.replace('query', 'für')), {}, 400, /not UTF-8/],
    ['in UTF-16', Buffer.from(`\uFEFF${note}`, 'utf16le'), {}, 400, /not UTF-8/],
    ['with half a character', Buffer.from('{"query":"\u00fc').subarray(0, 11), {}, 400, /not UTF-8/],
    [
      'that nests 100,000 deep',
      `{"query":"{ viewer { id } }","variables":{"a":${'['.repeat(100_000)}`,
      {},
      400,
      /brackets of the body nest more than 48 deep/,
    ],
  ] as const)('a body %s is refused', async (_, body, headers, status, message) => {
    const answer = await send('POST', '/graphql', body, headers)

    expect({ status: answer.status, errors: answer.body }).toEqual({ status, errors: [expect.stringMatching(message)] })
  })

  test.each([
    ['with a charset that says so', { 'content-type': 'application/json; charset=UTF-8' }, ''],
    ['with a quoted charset', { 'content-type': 'Application/JSON;charset="utf-8"' }, ''],
    ['with an encoding that is none', { 'content-encoding': 'identity' }, ''],
    ['behind a byte order mark', {}, '\uFEFF'],
  ])('a body of UTF-8 %s is read', async (_, headers, before) => {
    const body = `${before}{"query":"{ viewer { id } }"}`

    expect(await send('POST', '/graphql', body, headers)).toMatchObject({ status: 200, body: [] })
  })

  test.each([
    ['query=%7Bviewer%7Bid%FC%7D%7D', /percent-encoded bytes that are not UTF-8/],
    ['query=%7Bviewer%7Bid%7D%7D&variables=%7B%22a%22%3A%22%FC%22%7D', /percent-encoded bytes that are not UTF-8/],
    ['query=%', /percent-encoded bytes that are not UTF-8/],
    ['query={viewer{id}}&variables={', /The parameter variables must be JSON, an object/],
    ['query={viewer{id}}&variables=[]', /The parameter variables must be JSON, an object/],
    ['query={viewer{id}}&extensions=7', /The parameter extensions must be JSON, an object/],
    ['query={viewer{id}}&query={viewer{name}}', /The parameter query may be given only once/],
    [`query={viewer{id}}&variables={"a":${'['.repeat(100)}`, /The brackets of variables nest more than 48 deep/],
    [`query=${'{a'.repeat(100)}`, /brackets of the document nest more than 48 deep/],
    ['query={viewer{id}}&operationName=Nope', /no operation named "Nope"/],
  ])('by GET, %s is refused', async (search, message) => {
    const { status, body } = await send('GET', `/graphql?${search}`, undefined, { accept: 'application/json' })

    expect({ status, body }).toEqual({ status: 400, body: [expect.stringMatching(message)] })
  })

  test('an operation name that is empty is none, by POST and by GET', async () => {
    const body = JSON.stringify({ query: '{ viewer { id } }', operationName: '' })

    expect(await send('POST', '/graphql', body)).toMatchObject({ status: 200, body: [] })
    expect(await send('GET', '/graphql?query={viewer{id}}&operationName=')).toMatchObject({ status: 200, body: [] })
  })

  test('an operation name that the document does not have is refused, with the id of the request', async () => {
    const authorization = `Bearer ${await world.token('viewer')}`
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'x-request-id': 'the-request' },
      body: JSON.stringify({ query: 'query A { viewer { id } }', operationName: 'B' }),
    })

    expect([response.status, await response.json()]).toEqual([
      400,
      {
        errors: [
          {
            message: 'The document has no operation named "B". It has A.',
            extensions: { code: 'OPERATION_RESOLUTION_FAILURE', requestId: 'the-request' },
          },
        ],
      },
    ])
  })

  test('a body of more than 1 MiB is refused', async () => {
    const body = JSON.stringify({ query: '{ viewer { id } }', variables: { padding: 'x'.repeat(1_048_576) } })

    expect(await send('POST', '/graphql', body)).toMatchObject({
      status: 413,
      body: ['BAD_USER_INPUT: The request is larger than 1 MiB.'],
    })
  })

  test('a body of just under 1 MiB is read', async () => {
    const { status } = await world.query('{ viewer { id } }', { padding: 'x'.repeat(1_048_000) })

    expect(status).toBe(200)
  })

  test('an unknown address below /api/ is 404, in the envelope of REST', async () => {
    const response = await fetch(`${world.url}/api/nothing`, { method: 'POST', body: '{}' })

    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      success: false,
      error: { code: 'NOT_FOUND', message: 'There is nothing at this address.' },
    })
  })

  test('an unknown address is 404', async () => {
    for (const path of ['/graphql/more', '/health']) {
      const { status, body } = await send('POST', path, '{}')
      expect({ path, status, body }).toEqual({ path, status, body: [expect.stringMatching(/^NOT_FOUND: /)] })
      expect([404, 405]).toContain(status)
    }
  })

  test.each(['PUT', 'DELETE', 'PATCH'])('%s is 405 and says what is allowed', async (method) => {
    expect(await send(method, '/graphql', '{}')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, POST' },
      body: ['BAD_USER_INPUT: Ask with POST, or with GET for a query.'],
    })
  })

  test('a mutation by GET is refused', async () => {
    const document = 'mutation { refresh(input: { scope: ALL }) { refreshedAt } }'
    const { status } = await send('GET', `/graphql?query=${encodeURIComponent(document)}`)

    expect(status).toBe(405)
  })
})

test('what is wrong leaves the rest of the operation as it is', async () => {
  const { body } = await world.query<{ bad: null; good: { totalCount: number }; viewer: { id: string } }>(
    '{ bad: tickets(first: 0) { totalCount } good: tickets { totalCount } viewer { id } }',
  )

  expect(body.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['bad'], 'BAD_USER_INPUT']])
  expect(body.data?.good.totalCount).toBeGreaterThan(0)
  expect(dataCalls(await world.requests()).length).toBeLessThanOrEqual(1)
})
