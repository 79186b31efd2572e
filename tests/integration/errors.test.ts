import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beyondFigures } from '../support/cache/ages.ts'
import { pageDocument } from '../support/page-document.ts'
import { callWords } from '../support/vendor-calls.ts'
import {
  startGateway,
  startWorld,
  type Gateway,
  type GraphError,
  type World,
  type WorldOptions,
} from '../support/world.ts'

const listDocument = '{ tickets(first: 100) { totalCount freshness { stale asOf } } }'
const ticketsQuery = 'POST .*/Tickets/query'
/** So that silence is over soon; elsewhere no busy machine may look like a vendor that does not answer. */
const impatient: WorldOptions = { timeouts: { autotask: 1_500 } }

let world: World
let gateway: Gateway

beforeAll(async () => {
  world = await startWorld({ scale: 0.1 })
})
afterAll(() => world.close())

// A gateway of its own for each test: one that has asked nothing yet.
beforeEach(async () => {
  await world.clearFaults()
  await world.clearRequests()
  gateway = await startGateway(world.simulators)
})
afterEach(() => gateway.close())

/** Goes on with another gateway. */
async function restart(options: WorldOptions) {
  await gateway.close()
  gateway = await startGateway(world.simulators, options)
}

/** The answer's one error, without what differs from run to run; the field it belongs to must be null. */
async function faultOf(document = listDocument, variables = {}) {
  const { body, status } = await gateway.query(document, variables)
  const [error, ...others] = body.errors ?? []
  expect({ status, others, data: body.data }).toEqual({ status: 200, others: [], data: { tickets: null } })
  const { requestId, ...extensions } = error!.extensions
  expect(requestId).toMatch(/^[\w-]{36}$/)
  return { message: error?.message, path: error?.path, ...extensions }
}

const attempts = async () => callWords(await world.requests()).filter((word) => word === 'Tickets').length

const messages = {
  unauthorized:
    'Autotask refused the credentials of this gateway. An administrator needs to check its API user (docs/autotask.md).',
  forbidden: 'The API user of this gateway may not read this in Autotask. Its security level needs the right.',
  limited: 'Autotask is limiting requests of this database at the moment.',
  unavailable: 'Autotask is not working properly at the moment.',
  unreachable: 'Autotask could not be reached.',
  unreadable: 'Autotask gave an answer that could not be read.',
  foreignPage: 'Autotask named a next page outside of its own zone.',
  late: 'Autotask did not answer within 2 seconds.',
}

const fault = (code: string, message: string, more: object = {}) => ({
  code,
  message,
  path: ['tickets'],
  vendor: 'AUTOTASK',
  affectedCount: 1,
  ...more,
})
const badResponse = fault('VENDOR_BAD_RESPONSE', messages.unreadable)
const unavailable = fault('VENDOR_UNAVAILABLE', messages.unavailable)
const unreachable = fault('VENDOR_UNAVAILABLE', messages.unreachable)
const forbidden = fault('VENDOR_FORBIDDEN', messages.forbidden)
const errorsBody = (...errors: string[]) => ({ errors })

describe('a refusal that is our fault is asked once', () => {
  test.each<[string, object, object]>([
    [
      'an unknown field',
      { status: 500, body: errorsBody('Unable to find projectID in the Ticket Entity.') },
      badResponse,
    ],
    [
      'a missing filter',
      { status: 500, body: errorsBody('Value cannot be null.\r\nParameter name: filters') },
      badResponse,
    ],
    [
      'a page that is too large',
      { status: 500, body: errorsBody('maxCountOfRecordsToReturn must be between 1 and 500') },
      badResponse,
    ],
    [
      'too many conditions',
      {
        status: 500,
        body: errorsBody("Invalid query syntax. Queries are limited to 500 or fewer 'OR' conditions."),
      },
      badResponse,
    ],
    [
      'a wrong verb',
      { status: 405, body: { Message: "The requested resource does not support http method 'GET'." } },
      badResponse,
    ],
    ['an unknown route', { status: 404, body: { Message: 'No HTTP resource was found.' } }, badResponse],
    ['an unknown route as a page of IIS', { status: 404, html: true }, badResponse],
    [
      'a value that is refused',
      { status: 500, body: errorsBody('Value does not exist for child picklist: x') },
      badResponse,
    ],
    ['a missing right as 403', { status: 403, body: '' }, forbidden],
    [
      'a missing right as 500',
      {
        status: 500,
        body: errorsBody('The logged in Resource does not have the adequate permissions to query Tickets.'),
      },
      forbidden,
    ],
    [
      'a bad integration code as 500',
      { status: 500, body: errorsBody('IntegrationCode is invalid.') },
      fault('VENDOR_UNAUTHORIZED', messages.unauthorized),
    ],
    ['a maintenance page with 200', { status: 200, html: true }, badResponse],
    ['a list of errors with 200', { status: 200, body: errorsBody('Something went wrong') }, badResponse],
    ['an answer without items', { status: 200, body: { pageDetails: { nextPageUrl: null } } }, badResponse],
    ['an answer that is no JSON', { status: 200, body: 'items: none' }, badResponse],
    ['an empty answer', { status: 200, body: '' }, badResponse],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/elsewhere' } }, badResponse],
  ])('%s', async (_, wish, expected) => {
    await world.fault({ match: ticketsQuery, times: -1, ...wish })
    const found = await faultOf()
    const asked = await attempts()

    // A refusal of credentials asks for the zone once more, and repeats once (see below).
    expect({ found, asked }).toEqual({ found: expected, asked: found.code === 'VENDOR_UNAUTHORIZED' ? 2 : 1 })
  })
})

describe('trouble of the vendor is met with two repeats', () => {
  test.each<[string, object, object]>([
    [
      'an unknown 500',
      { status: 500, body: errorsBody('Object reference not set to an instance of an object.') },
      unavailable,
    ],
    ['502', { status: 502, html: true }, unavailable],
    ['503', { status: 503, html: true }, unavailable],
    ['504', { status: 504, body: '' }, unavailable],
    ['a dropped connection', { reset: true }, unreachable],
    ['an answer that breaks off', { truncate: true }, unreachable],
  ])('%s', async (_, wish, expected) => {
    await world.fault({ match: ticketsQuery, times: -1, ...wish })

    expect({ found: await faultOf(), asked: await attempts() }).toEqual({ found: expected, asked: 3 })
  })

  test.each<[string, object]>([
    ['503', { status: 503 }],
    ['a dropped connection', { reset: true }],
    ['an answer that breaks off', { truncate: true }],
  ])('%s is over after one repeat, and nobody notices', async (_, wish) => {
    await world.fault({ match: ticketsQuery, times: 1, ...wish })
    const { tickets } = await gateway.data<{ tickets: { freshness: { stale: boolean } } }>(listDocument)

    expect({ stale: tickets.freshness.stale, asked: await attempts() }).toEqual({ stale: false, asked: 2 })
  })
})

describe('a limit', () => {
  test('that says nothing of when is repeated after a second or more, and told with a minute', async () => {
    await world.fault({ match: ticketsQuery, times: -1, status: 429, body: errorsBody('Too many requests') })

    expect(await faultOf()).toEqual(fault('VENDOR_RATE_LIMITED', messages.limited, { retryAfterSeconds: 60 }))
    const instants = (await world.requests())
      .filter(({ path }) => path.endsWith('/Tickets/query'))
      .map(({ at }) => Date.parse(at))
    const gaps = instants.slice(1).map((instant, index) => instant - instants[index]!)
    expect(gaps.length).toBe(2)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000)
  })

  test('that asks for a second is waited for', async () => {
    await world.fault({ match: ticketsQuery, status: 429, headers: { 'retry-after': '2' } })
    await gateway.data(listDocument)

    const [first, second, ...more] = (await world.requests()).filter(({ path }) => path.endsWith('/Tickets/query'))
    expect(more).toEqual([])
    expect(Date.parse(second!.at) - Date.parse(first!.at)).toBeGreaterThanOrEqual(2_000)
  })

  test('that asks for a minute is not waited for, and told', async () => {
    await world.fault({ match: ticketsQuery, times: -1, status: 429, headers: { 'retry-after': '37' } })

    expect(await faultOf()).toEqual(fault('VENDOR_RATE_LIMITED', messages.limited, { retryAfterSeconds: 37 }))
    expect(await attempts()).toBe(1)
  })

  test.each([429, 500, 409])('of threads is known by its text, with status %i', async (status) => {
    const text = 'Itgenatr005: The thread threshold of 3 threads has been exceeded.'
    const headers = { 'retry-after': '30' }
    await world.fault({ match: ticketsQuery, times: -1, status, headers, body: errorsBody(text) })

    expect(await faultOf()).toEqual(fault('VENDOR_RATE_LIMITED', messages.limited, { retryAfterSeconds: 30 }))
  })
})

describe('silence', () => {
  test('is a time-out, asked once', async () => {
    await restart(impatient)
    await world.fault({ match: ticketsQuery, times: -1, hang: true })

    expect(await faultOf()).toEqual(fault('VENDOR_TIMEOUT', messages.late))
    expect(await attempts()).toBe(1)
  })

  test('of a place that a call waits for is a time-out as well', async () => {
    await restart(impatient)
    await world.fault({ match: ticketsQuery, times: -1, hang: true })
    const day = (n: number) => `d${n}: tickets(range: { from: "2026-03-0${n}", to: "2026-03-0${n}" }) { totalCount }`
    const { body } = await gateway.query(`{ ${[1, 2, 3, 4, 5].map(day).join('\n')} }`)

    expect(body.data).toEqual({ d1: null, d2: null, d3: null, d4: null, d5: null })
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(
      Array.from({ length: 5 }, () => 'VENDOR_TIMEOUT'),
    )
  })
})

describe('a refusal of the credentials', () => {
  test('asks for the zone once more and repeats once', async () => {
    await world.fault({ match: ticketsQuery, times: 1, status: 401 })
    await gateway.data(listDocument)

    expect(callWords(await world.requests())).toEqual(['zone', 'Tickets', 'zone', 'Tickets'])
  })

  test('that stays is told, and asked no third time', async () => {
    await world.fault({ match: ticketsQuery, times: -1, status: 401 })

    expect(await faultOf()).toEqual(fault('VENDOR_UNAUTHORIZED', messages.unauthorized))
    expect(callWords(await world.requests())).toEqual(['zone', 'Tickets', 'zone', 'Tickets'])
  })

  test('by the simulator itself has the same outcome', async () => {
    await restart({ environment: { AUTOTASK_SECRET: 'not-the-secret' } })

    expect(await faultOf()).toEqual(fault('VENDOR_UNAUTHORIZED', messages.unauthorized))
  })

  test('of an unknown user at the zone is told', async () => {
    await restart({ environment: { AUTOTASK_USERNAME: 'nobody@roc.example' } })

    expect(await faultOf()).toEqual(fault('VENDOR_UNAUTHORIZED', messages.unauthorized))
    expect(new Set(callWords(await world.requests()))).toEqual(new Set(['zone']))
  })

  test('with a zone fixed by a setting asks for no zone', async () => {
    const zoneUrl = world.simulators.environment['AUTOTASK_DISCOVERY_URL']
    await restart({ environment: { AUTOTASK_SECRET: 'not-the-secret', AUTOTASK_ZONE_URL: zoneUrl } })
    const { body } = await gateway.query(listDocument)

    expect(body.errors?.map(({ message }) => message)).toEqual([messages.unauthorized])
    expect(callWords(await world.requests())).toEqual(['Tickets'])
  })
})

describe('one failed call behind a hundred rows', () => {
  test('is one entry at the first row, with how many it hurt, in less than 1 kB', async () => {
    const { tickets: whole } = await gateway.data<{ tickets: { nodes: { contact: object | null }[] } }>(
      '{ tickets(range: { preset: LAST_365_DAYS }, first: 100) { nodes { contact { id } } } }',
    )
    const hurt = whole.nodes.filter(({ contact }) => contact !== null).length
    const first = whole.nodes.findIndex(({ contact }) => contact !== null)
    await restart({})
    await world.fault({ match: 'POST .*/Contacts/query', times: -1, status: 403 })
    const { body } = await gateway.query<{ tickets: { nodes: { contact: null; title: string }[] } }>(pageDocument, {
      range: { preset: 'LAST_365_DAYS' },
    })
    const errors = body.errors ?? []

    expect(
      errors.map(({ path, extensions }) => ({ path, code: extensions.code, affected: extensions.affectedCount })),
    ).toEqual([{ path: ['tickets', 'nodes', first, 'contact'], code: 'VENDOR_FORBIDDEN', affected: hurt }])
    expect(JSON.stringify(errors).length).toBeLessThan(1_000)
    expect(body.data?.tickets.nodes.length).toBe(100)
    expect(body.data?.tickets.nodes.every(({ contact, title }) => contact === null && title !== '')).toBe(true)
  })

  test('is one entry per root field that it hurt', async () => {
    await world.fault({ match: 'POST .*/Companies/query', times: -1, status: 403 })
    const { body } = await gateway.query(`{
      a: tickets(range: { preset: LAST_365_DAYS }, first: 10) { nodes { company { name } } }
      b: tickets(range: { preset: LAST_365_DAYS }, first: 7) { nodes { company { name } } }
      c: activitySummary(range: { preset: LAST_365_DAYS }) { totalTickets }
    }`)

    expect(
      body.errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code, extensions.affectedCount]),
    ).toEqual([
      ['a.nodes.0.company', 'VENDOR_FORBIDDEN', 10],
      ['b.nodes.0.company', 'VENDOR_FORBIDDEN', 7],
    ])
    expect(callWords(await world.requests()).filter((word) => word === 'Companies')).toEqual(['Companies'])
  })

  test('leaves the figures that do not need it', async () => {
    await world.fault({ match: 'POST .*/TimeEntries/query', times: -1, status: 403 })
    const { body } = await gateway.query<{ activitySummary: { totalTickets: number; hoursLogged: null } }>(
      '{ activitySummary(range: { preset: LAST_30_DAYS }) { totalTickets hoursLogged averageHoursPerTicket } }',
    )

    expect(body.data?.activitySummary.totalTickets).toBeGreaterThan(0)
    expect(body.data?.activitySummary.hoursLogged).toBe(null)
    expect(body.errors?.map(({ path }) => path?.join('.'))).toEqual(['activitySummary.hoursLogged'])
    expect(body.errors?.[0]?.extensions.affectedCount).toBe(2)
  })
})

describe('with an old answer at hand', () => {
  type List = { tickets: { totalCount: number; freshness: { stale: boolean; asOf: string } } }
  const refresh = 'mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt userErrors { code } } }'

  test.each<[string, object]>([
    ['away', { reset: true }],
    ['broken', { status: 503 }],
    ['limiting', { status: 429, headers: { 'retry-after': '60' } }],
    ['in maintenance', { html: true }],
    ['silent', { hang: true }],
  ])('a vendor that is %s is stood in for by it, marked stale', async (_, wish) => {
    const warm = await gateway.data<List>(listDocument)
    await world.advanceClock(beyondFigures)
    await world.fault({ match: '/Tickets/', times: -1, ...wish })
    const { body } = await gateway.query<List>(listDocument)

    expect(body).toEqual({
      data: { tickets: { ...warm.tickets, freshness: { ...warm.tickets.freshness, stale: true } } },
    })
  })

  test('rows and figures made of old parts say so', async () => {
    const document = `{ activitySummary(range: { preset: LAST_30_DAYS }) {
      totalTickets hoursLogged byStatus { label count } freshness { stale }
    } }`
    const warm = await gateway.data<{ activitySummary: object }>(document)
    await world.advanceClock(beyondFigures)
    await world.fault({ match: '/TimeEntries/', times: -1, status: 503 })

    expect(await gateway.data(document)).toEqual({
      activitySummary: { ...warm.activitySummary, freshness: { stale: true } },
    })
  })

  test('a refusal is not hidden by it', async () => {
    await gateway.data(listDocument)
    await world.advanceClock(beyondFigures)
    await world.fault({ match: '/Tickets/', times: -1, status: 403 })

    expect(await faultOf()).toEqual(forbidden)
  })

  test('after a day it is too old to stand in', async () => {
    await gateway.data(listDocument)
    await world.advanceClock(24 * 3_600_000 + 1_000)
    await world.fault({ match: '/Tickets/', times: -1, status: 503 })
    const { body } = await gateway.query(listDocument)

    expect(body.errors?.[0]?.extensions.code).toBe('VENDOR_UNAVAILABLE')
  })

  test('a vendor that is away is not asked again for ten seconds, and then it is', async () => {
    await gateway.data(listDocument)
    await world.advanceClock(beyondFigures)
    await world.fault({ match: '/Tickets/', times: -1, status: 503 })
    await gateway.data(listDocument)
    await world.clearRequests()
    await gateway.data<List>(listDocument)
    expect(await world.requests()).toEqual([])

    await world.clearFaults()
    await world.advanceClock(10_000)
    const { tickets } = await gateway.data<List>(listDocument)
    expect(tickets.freshness.stale).toBe(false)
  })

  test('refresh asks anew at once', async () => {
    const warm = await gateway.data<List>(listDocument)
    await world.clearRequests()
    const { refresh: payload } = await gateway.data<{ refresh: { refreshedAt: string; userErrors: [] } }>(refresh)
    expect(await world.requests()).toEqual([])
    const next = await gateway.data<List>(listDocument)

    expect(payload.userErrors).toEqual([])
    expect(callWords(await world.requests())).toEqual(['Tickets'])
    expect(Date.parse(next.tickets.freshness.asOf)).toBeGreaterThan(Date.parse(warm.tickets.freshness.asOf))
    expect(Date.parse(next.tickets.freshness.asOf)).toBeGreaterThanOrEqual(Date.parse(payload.refreshedAt))
  })

  test('refresh while the vendor is away leaves the old answer, marked stale', async () => {
    const warm = await gateway.data<List>(listDocument)
    await gateway.data(refresh)
    await world.fault({ match: '/Tickets/', times: -1, status: 503 })

    expect(await gateway.data(listDocument)).toEqual({
      tickets: { ...warm.tickets, freshness: { ...warm.tickets.freshness, stale: true } },
    })
  })
})

test('vendorStatus tells how the vendor stands, asked once a minute', async () => {
  const document = '{ vendorStatus { vendor state message budget { limit windowSeconds } } }'
  const autotask = async () => {
    const { vendorStatus } = await gateway.data<{ vendorStatus: { vendor: string }[] }>(document)
    return vendorStatus.find(({ vendor }) => vendor === 'AUTOTASK')
  }
  const ok = { vendor: 'AUTOTASK', state: 'OK', message: null, budget: { limit: 10_000, windowSeconds: 3_600 } }
  expect(await autotask()).toEqual(ok)
  await world.fault({ match: 'ThresholdInformation', times: -1, status: 503 })
  expect(await autotask()).toEqual(ok)
  await world.advanceClock(61_000)
  expect(await autotask()).toEqual({ ...ok, state: 'UNREACHABLE', message: messages.unavailable, budget: null })
  await world.clearFaults()
  await world.fault({ match: 'ThresholdInformation', times: -1, status: 401 })
  await world.advanceClock(61_000)
  expect(await autotask()).toEqual({ ...ok, state: 'UNAUTHORIZED', message: messages.unauthorized, budget: null })
})

test('an error says nothing of the vendor beyond its name', async () => {
  await world.fault({ match: ticketsQuery, times: -1, status: 500, body: errorsBody('Secret story of row 4711') })
  const { body } = await gateway.query(listDocument)
  const [error] = body.errors as [GraphError]

  expect(Object.keys(error).toSorted()).toEqual(['extensions', 'locations', 'message', 'path'])
  expect(JSON.stringify(error)).not.toMatch(/4711|127\.0\.0\.1|ATServicesRest|stack/i)
})
