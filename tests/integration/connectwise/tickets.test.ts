import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CompanyState } from '../../support/connectwise-state.ts'
import { until } from '../../support/program.ts'
import { startGateway, startWorld, type World } from '../../support/world.ts'

let world: World
let acme: CompanyState

beforeAll(async () => {
  // Nothing here ends by a time-out: what is cut off was cut off for another reason.
  world = await startWorld({ tenants: true, scale: 0.3, timeouts: { connectwise: 120_000 } })
  acme = (await world.connectWise.state())['acme']!
})
beforeEach(async () => {
  await world.connectWise.clearFaults()
  // What another test has read counts no more.
  await world.advanceClock(31 * 60_000)
  await world.connectWise.clearRequests()
})
afterAll(() => world.close())

const operator = { role: 'operator' } as const
const inAcme = async (fields: string, variables: Record<string, unknown> = {}, declared = '') => {
  const { body } = await world.query<{ tenant: { connectWise: Record<string, never> } }>(
    `query ${declared} { tenant(id: "acme") { connectWise { ${fields} } } }`,
    variables,
    operator,
  )
  return { found: body.data?.tenant?.connectWise as Record<string, unknown> | undefined, errors: body.errors ?? [] }
}
const search = async (text: string, first = 50) => {
  const { found, errors } = await inAcme(
    'tickets(search: $text, first: $first) { ticketId summary closed }',
    { text, first },
    '($text: String!, $first: Int)',
  )
  return { tickets: found?.['tickets'] as { ticketId: number; summary: string; closed: boolean }[] | null, errors }
}
const paths = async () =>
  (await world.connectWise.requests()).map(({ path }) => path.replace('/v4_6_release/apis/3.0/', ''))

describe('tickets by number', () => {
  test('go in one call, forty of them', async () => {
    const wanted = acme.tickets.slice(0, 40)
    const { found } = await inAcme(wanted.map(({ id }) => `t${id}: ticket(ticketId: ${id}) { id summary }`).join('\n'))

    expect(wanted.length).toBe(40)
    expect(found).toEqual(
      Object.fromEntries(wanted.map(({ id, summary }) => [`t${id}`, { id: `acme:${id}`, summary }])),
    )
    expect(await paths()).toEqual(['service/tickets'])
  })

  test('that are of projects are found, with one call more for all of them', async () => {
    const [one, two] = acme.projectTickets
    const { found } = await inAcme(`
      one: ticket(ticketId: ${one!.id}) { summary notes { id } } two: ticket(ticketId: ${two!.id}) { summary }
      missing: ticket(ticketId: 999999999) { id }`)

    expect(found).toMatchObject({ one: { summary: one!.summary }, two: { summary: two!.summary }, missing: null })
    expect(await paths()).toEqual(['service/tickets', 'project/tickets', `project/tickets/${one!.id}/notes`])
  })

  test.each([0, -1])('that cannot be (%i) are null without a call', async (id) => {
    const { found, errors } = await inAcme(`ticket(ticketId: ${id}) { id }`)

    expect([found, errors, await paths()]).toEqual([{ ticket: null }, [], []])
  })

  test('are kept for 30 seconds, and asked for anew after a refresh', async () => {
    const fields = `ticket(ticketId: ${acme.tickets[0]!.id}) { summary }`
    await inAcme(fields)
    await world.advanceClock(29_000)
    await inAcme(fields)
    expect(await paths()).toEqual(['service/tickets'])

    await world.query('mutation { refresh(input: { scope: CHANGES }) { refreshedAt } }')
    await inAcme(fields)
    expect((await paths()).length).toBe(2)

    await world.advanceClock(31_000)
    await inAcme(fields)
    expect((await paths()).length).toBe(3)
  })

  test('are kept by tenant and account: the same number elsewhere is another ticket', async () => {
    const { id } = acme.tickets[0]!
    await inAcme(`ticket(ticketId: ${id}) { id }`)
    await world.query(`{ tenant(id: "globex") { connectWise { ticket(ticketId: ${id}) { id } } } }`, {}, operator)

    expect((await paths()).filter((path) => path === 'service/tickets').length).toBe(2)
  })
})

test('time entries of many tickets go in one call, newest first', async () => {
  const ids = [
    ...new Set(
      acme.timeEntries.filter((entry) => entry.chargeToType === 'ServiceTicket').map((entry) => entry.chargeToId),
    ),
  ].slice(0, 20)
  const { found } = await inAcme(
    ids.map((id) => `t${id}: ticket(ticketId: ${id}) { timeEntries(first: 100) { id } }`).join('\n'),
  )
  const expected = ids.map((id) => [
    `t${id}`,
    {
      timeEntries: acme.timeEntries
        .filter((entry) => entry.chargeToId === id && entry.chargeToType === 'ServiceTicket')
        .toSorted((a, b) => (a.timeStart < b.timeStart ? 1 : a.timeStart > b.timeStart ? -1 : b.id - a.id))
        .map((entry) => ({ id: `acme:${entry.id}` })),
    },
  ])

  expect(found).toEqual(Object.fromEntries(expected))
  expect(await paths()).toEqual(['service/tickets', 'time/entries'])
})

test('the statuses to choose from are those of the ticket’s own board, in its order', async () => {
  const ticket = acme.tickets[0]!
  const { found } = await inAcme(`ticket(ticketId: ${ticket.id}) { availableStatuses { id name isClosed } }`)
  const expected = acme.statuses
    .filter(({ board, inactive }) => board.id === ticket.board.id && !inactive)
    .toSorted((a, b) => a.sortOrder - b.sortOrder)
    .map(({ id, name, closedStatus }) => ({ id, name, isClosed: closedStatus }))

  expect(found).toEqual({ ticket: { availableStatuses: expected } })
})

describe('a search', () => {
  const expected = (isFound: (ticket: { id: number; summary: string }) => boolean) =>
    acme.tickets
      .filter(isFound)
      .toSorted((a, b) => Number(a.closedFlag) - Number(b.closedFlag) || b.id - a.id)
      .slice(0, 50)
      .map(({ id, summary, closedFlag }) => ({ ticketId: id, summary, closed: closedFlag }))

  test('finds words of a summary: open tickets first, then the newest, in one call for any first', async () => {
    const word = acme.tickets
      .map(({ summary }) => /[A-Za-z]{5,}/.exec(summary)?.[0])
      .find((found) => found !== undefined)!
    const all = expected(({ summary }) => summary.toLowerCase().includes(word.toLowerCase()))
    const { tickets } = await search(word)

    expect(all.length).toBeGreaterThan(0)
    expect(tickets).toEqual(all)
    expect((await search(word, 1)).tickets).toEqual(all.slice(0, 1))
    expect(await paths()).toEqual(['service/tickets'])
  })

  test('finds a number', async () => {
    const { id } = acme.tickets[0]!

    expect((await search(String(id))).tickets).toEqual(
      expected((ticket) => ticket.id === id || ticket.summary.includes(String(id))),
    )
  })

  test.each([
    ['x" or id>0 or summary="'],
    ["x' or id>0 or summary='"],
    [`x"' or id>0 or summary='"`],
    ['x\\" or id>0 or summary="\\'],
    ['"] or [id'],
    ['%%'],
    [') or (1=1'],
    ['a'.repeat(10_000)],
    ['\u0000"\n or id>0'],
  ])('for %j shows no more than a text search may', async (text) => {
    const { tickets, errors } = await search(text)

    expect([tickets, errors]).toEqual([[], []])
  })

  test.each(['', 'a', ' '])('for %j asks nothing', async (text) => {
    expect([(await search(text)).tickets, await paths()]).toEqual([[], []])
  })

  test.each([0, 51])('for the first %i is refused, without a call', async (first) => {
    const { errors } = await search('phone', first)

    expect([errors.map(({ extensions }) => extensions.code), await paths()]).toEqual([['BAD_USER_INPUT'], []])
  })

  test('that its caller has given up is given up at ConnectWise too', async () => {
    await world.connectWise.fault({ match: 'service/tickets', hang: true })
    const body = JSON.stringify({ query: '{ tenant(id: "acme") { connectWise { tickets(search: "gone") { id } } } }' })
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await world.token('operator')}` }
    const asking = request(`${world.url}/graphql`, { method: 'POST', headers })
    asking.on('error', () => undefined)
    asking.end(body)
    await until(async () => (await world.connectWise.requests()).length === 1)
    asking.destroy()
    await until(async () => (await world.connectWise.requests())[0]!.ms !== null)

    expect(await world.connectWise.requests()).toMatchObject([{ status: null }])
  })

  test('that another caller waits for goes on', async () => {
    await world.connectWise.fault({ match: 'service/tickets', delayMs: 5_000 })
    const leaving = new AbortController()
    const gone = fetch(`${world.url}/graphql`, {
      method: 'POST',
      signal: leaving.signal,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await world.token('operator')}` },
      body: JSON.stringify({ query: '{ tenant(id: "acme") { connectWise { tickets(search: "shared") { id } } } }' }),
    }).catch(() => 'gone')
    await until(async () => (await world.connectWise.requests()).length === 1)
    // Once ConnectWise is asked for the ticket, the search beside it has been joined too.
    const staying = inAcme('tickets(search: "shared") { id } ticket(ticketId: 999999999) { id }')
    await until(async () => (await world.connectWise.requests()).length > 1)
    leaving.abort()

    expect([await gone, (await staying).errors]).toEqual(['gone', []])
    const searches = (await world.connectWise.requests()).filter(({ query }) => query.includes('shared'))
    expect(searches).toHaveLength(1)
  })
})

describe('a failure', () => {
  test.each([
    [{ status: 401, body: { code: 'Unauthorized', message: 'no' } }, 'VENDOR_UNAUTHORIZED'],
    [{ status: 403, body: { code: 'Security', message: 'no' } }, 'VENDOR_FORBIDDEN'],
    [{ status: 400, body: 'Cannot route. Codebase/company is invalid' }, 'VENDOR_UNAUTHORIZED'],
    [{ status: 404, html: true, body: '<html>Not found</html>' }, 'VENDOR_BAD_RESPONSE'],
    [{ status: 503, html: true, body: '<html>Down</html>' }, 'VENDOR_UNAVAILABLE'],
    [{ status: 302, headers: { location: 'https://evil.example/' } }, 'VENDOR_BAD_RESPONSE'],
    [{ reset: true }, 'VENDOR_UNAVAILABLE'],
  ])('by %j is one error for all rows it hurt', async (fault, code) => {
    await world.connectWise.fault({ match: 'apis/3.0', times: -1, ...fault })
    const ids = acme.tickets.slice(0, 5).map(({ id }) => id)
    const { found, errors } = await inAcme(ids.map((id) => `t${id}: ticket(ticketId: ${id}) { id }`).join('\n'))

    expect(found).toEqual(Object.fromEntries(ids.map((id) => [`t${id}`, null])))
    expect(errors.map(({ extensions }) => [extensions.code, extensions.vendor, extensions.affectedCount])).toEqual([
      [code, 'CONNECTWISE', 5],
    ])
  })

  test('by a limit is one error for all rows it hurt, and says for how long', async () => {
    const body = { error: 'ConnectWiseAPI', message: 'Too many requests. Please try again in 30 seconds.' }
    await world.connectWise.fault({ match: 'apis/3.0', times: -1, status: 429, headers: { 'retry-after': '30' }, body })
    // A gateway of its own, as it leaves the tenant alone from then on.
    const limited = await startGateway(world.simulators, { tenants: true })
    const rows = acme.tickets.slice(0, 5).map(({ id }) => `t${id}: ticket(ticketId: ${id}) { id }`)
    const answer = await limited.query(`{ tenant(id: "acme") { connectWise { ${rows.join('\n')} } } }`, {}, operator)
    await limited.close()

    expect(answer.body.errors?.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({
        code: 'VENDOR_RATE_LIMITED',
        vendor: 'CONNECTWISE',
        affectedCount: 5,
        retryAfterSeconds: 30,
      }),
    ])
  })

  test('of notes leaves the ticket', async () => {
    await world.connectWise.fault({
      match: '/notes',
      times: -1,
      status: 403,
      body: { code: 'Security', message: 'no' },
    })
    const { found, errors } = await inAcme(`ticket(ticketId: ${acme.tickets[0]!.id}) { ticketId notes { id } }`)

    expect(found).toEqual({ ticket: { ticketId: acme.tickets[0]!.id, notes: null } })
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['VENDOR_FORBIDDEN'])
  })
})
