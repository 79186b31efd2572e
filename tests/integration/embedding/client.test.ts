import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as sdk from '../../../sdk/index.ts'
import { people, startGraph } from '../../support/embedded-graph.ts'
import { expectedActivitySummary } from '../../support/oracle/activity-summary.ts'
import { presetDays } from '../../support/oracle/days.ts'
import { startWorld, usualTimeZone, type World } from '../../support/world.ts'

const { createClient, GraphError, ServiceDeskSummary, Me, FindTickets, GetTicket, HoursLogged, VendorHealth } = sdk

let world: World
let client: sdk.Client
/** Bodies of the requests that the client sent. */
const sent: { query?: string; extensions?: unknown }[] = []

beforeAll(async () => {
  world = await startWorld({ scale: 0.1, tenants: true })
  client = createClient({
    url: `${world.url}/graphql`,
    token: () => world.token('operator'),
    fetch: async (request) => {
      sent.push((await request.clone().json()) as object)
      return fetch(request)
    },
  })
})
afterAll(() => world.close())
beforeEach(async () => {
  sent.length = 0
  await world.clearFaults()
})

const failureOf = (asking: Promise<unknown>) =>
  asking.then(
    () => null,
    (error: InstanceType<typeof GraphError>) => error,
  )

describe('the client', () => {
  test('answers everyday questions, right by the raw records', async () => {
    const { activitySummary } = await client.ask(ServiceDeskSummary, { range: { preset: 'LAST_30_DAYS' } })

    const range = {
      ...presetDays('LAST_30_DAYS', new Date(world.simulators.clock.now()), usualTimeZone),
      timeZone: usualTimeZone,
    }
    const { totalTickets, openTickets, byStatus } = expectedActivitySummary(await world.state(), range)
    expect(activitySummary).toMatchObject({ totalTickets, openTickets, byStatus })
  })

  test('sends a document once, and its hash from then on', async () => {
    await client.ask(Me)
    await client.ask(Me)

    expect(sent.map(({ query }) => query === undefined)).toEqual([true, false, true])
    expect(sent.every(({ extensions }) => JSON.stringify(extensions).includes('sha256Hash'))).toBe(true)
  })

  test.each(Object.entries(sdk).filter(([, value]) => typeof value === 'object'))(
    'has a question %s that the graph takes',
    async (_, question) => {
      const known: Record<string, unknown> = {
        id: 'T20260101.0001',
        tenantId: 'acme',
        search: 'phone',
        input: { tenantId: 'acme', ticketId: 1, idempotencyKey: 'k', note: '' },
      }
      const names = [...String(question).matchAll(/\$(\w+):/g)].map(([, name = '']) => name)
      const variables = Object.fromEntries(names.filter((name) => name in known).map((name) => [name, known[name]]))

      const { errors } = await client.askPartly(question as sdk.Question<unknown, Record<string, unknown>>, variables)

      expect(errors.map(({ extensions }) => extensions.code)).toEqual([])
    },
  )

  test('pages through a list', async () => {
    const numbers: string[] = []
    let after: string | null = null
    do {
      const { tickets }: sdk.FindTicketsQuery = await client.ask(FindTickets, {
        range: { preset: 'THIS_YEAR' as const },
        first: 7,
        after,
      })
      numbers.push(...(tickets?.nodes ?? []).map(({ number }) => number))
      after = tickets?.pageInfo.hasNextPage ? tickets.pageInfo.endCursor : null
    } while (after !== null)

    expect(new Set(numbers).size).toBe(numbers.length)
    const { ticket } = await client.ask(GetTicket, { id: numbers[0] ?? '' })
    expect(ticket?.number).toBe(numbers[0])
  })

  test('throws what left an answer incomplete, with the rest; or gives both', async () => {
    await world.fault({ match: '/query', status: 500, times: -1 })
    const failure = await failureOf(client.ask(HoursLogged, { date: '2025-11-03' }))
    const partly = await client.askPartly(HoursLogged, { date: '2025-11-04' })

    expect(failure).toBeInstanceOf(GraphError)
    expect(failure).toMatchObject({ code: 'VENDOR_UNAVAILABLE', status: 200, data: { dailyReport: null } })
    expect(partly).toMatchObject({
      data: { dailyReport: null },
      errors: [{ extensions: { code: 'VENDOR_UNAVAILABLE' } }],
    })
  })

  test('says why it was refused', async () => {
    const stranger = createClient({ url: `${world.url}/graphql`, token: 'nonsense' })
    expect(await failureOf(stranger.askPartly(VendorHealth))).toMatchObject({ code: 'UNAUTHENTICATED', status: 401 })
  })

  test('asks a graph in the same process by its handler', async () => {
    const graph = await startGraph(world.simulators, { principalOf: () => people.admin })
    const inside = createClient({ url: 'http://graph.internal/graphql', fetch: graph.handler })

    expect(await inside.ask(Me)).toMatchObject({
      viewer: { name: 'Adam Admin', roles: ['VIEWER', 'OPERATOR', 'ADMIN'] },
    })
    await graph.close(0)
  })
})

describe('what is not the graph', () => {
  /** A server that answers everything with this text; null: never. */
  async function answering<T>(text: string | null, ask: (url: string) => Promise<T>): Promise<T> {
    const server = createServer((_, response) => {
      if (text !== null) response.writeHead(502, { 'content-type': 'text/html' }).end(text)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  test.each([
    ['a page of a proxy', '<h1>Bad gateway</h1>', /HTTP 502 is not the graph/],
    ['other JSON', '{"ok":true}', /HTTP 502 is not the graph/],
    ['errors of another program', '{"errors":[{"message":"forbidden"}]}', /HTTP 502 is not the graph/],
    ['errors that are no list', '{"errors":{"a":1}}', /HTTP 502 is not the graph/],
    ['half an answer', '{"data":{"vie', /HTTP 502 is not the graph/],
    ['nothing', null, /did not answer within 200 ms/],
  ])('%s is an error that says so', async (_, text, why) => {
    const failure = await answering(text, (url) => failureOf(createClient({ url, timeoutMs: 200 }).ask(Me)))

    expect(failure).toBeInstanceOf(GraphError)
    expect(failure?.message).toMatch(why)
  })

  test('a closed port is an error that says so', async () => {
    const failure = await failureOf(createClient({ url: 'http://127.0.0.1:9/graphql' }).ask(Me))
    expect(failure?.message).toBe('The graph could not be reached.')
  })

  test('a caller that gives up gets its own reason', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(createClient({ url: `${world.url}/graphql` }).ask(Me, undefined, { signal })).rejects.toThrow('enough')
  })
})
