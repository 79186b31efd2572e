import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pageDocument } from '../support/page-document.ts'
import { salesPageDocument, websitePageDocument } from '../support/sales-page-document.ts'
import { fixedWorld, startWorld, type Answer, type World } from '../support/world.ts'
import { createBrowser } from './sign-in/browser.ts'
import { hashOf, writeBuildFolder } from './sign-in/build-folder.ts'

const range = { preset: 'LAST_365_DAYS' }
const persisted = '{ activitySummary { totalTickets } }'
const operator = { role: 'operator' } as const
const statusDocument = '{ vendorStatus { vendor state } }'

let build: Awaited<ReturnType<typeof writeBuildFolder>>
let world: World
beforeEach(async () => {
  build = await writeBuildFolder([persisted])
  const options = { ...fixedWorld, scale: 0.1, tenants: true, sync: false, buildFolder: build.path }
  world = await startWorld(options)
})
afterEach(async () => {
  await world.close()
  await build[Symbol.asyncDispose]()
})

const shown = ({ headers }: Pick<Answer<unknown>, 'headers'>) => headers.get('x-vendor-calls')

/** How many requests the vendors have seen. */
async function seen(): Promise<number> {
  const logs = await Promise.all([world.requests(), world.hubspot.requests(), world.connectWise.requests()])
  return logs.flat().length
}

/** What `/metrics` counts: calls by cause. */
async function counted(): Promise<Record<string, number>> {
  const text = await (await fetch(`${world.url}/metrics`)).text()
  const counts: Record<string, number> = {}
  for (const [, labels = '', value] of text.matchAll(/^gateway_vendor_calls_total\{(.*)\} (\d+)$/gm)) {
    const cause = /cause="(\w+)"/.exec(labels)?.[1] ?? 'none'
    counts[cause] = (counts[cause] ?? 0) + Number(value)
  }
  return counts
}

/** How many requests the vendors have seen that are not counted yet. */
async function uncounted(): Promise<number> {
  const sum = Object.values(await counted()).reduce((total, count) => total + count, 0)
  return (await seen()) - sum
}

describe('the header x-vendor-calls', () => {
  test.each([
    ['service desk', pageDocument, { range }],
    ['sales', salesPageDocument, {}],
    ['website', websitePageDocument, {}],
  ])('counts the calls of a page: all of a cold one, none of a warm one (%s)', async (_, document, variables) => {
    const cold = await world.query(document, variables)
    const calls = await seen()
    const warm = await world.query(document, variables)

    expect(cold.body.errors).toBeUndefined()
    expect(calls).toBeGreaterThan(2)
    expect([shown(cold), shown(warm)]).toEqual([String(calls), '0'])
    expect(await seen()).toBe(calls)
    expect(await counted()).toEqual({ question: calls })
  })

  test('is 0 for what is copied of the vendors, whose status is checked for those who ask for it', async () => {
    const copied = await world.query('{ vendorStatus { vendor tenant { id } collections { name } } }', {}, operator)
    const status = await world.query(statusDocument, {}, operator)

    expect([copied.body.errors, shown(copied)]).toEqual([undefined, '0'])
    expect(Number(shown(status))).toBeGreaterThan(0)
    expect(await counted()).toEqual({ status: Number(shown(status)) })
  })

  test('counts retries', async () => {
    await world.fault({ match: 'POST .*Tickets/query', status: 503, times: 1 })
    const answer = await world.query('{ tickets(first: 1) { nodes { id } } }')

    expect(answer.body.errors).toBeUndefined()
    // The zone, and tickets twice.
    expect([shown(answer), await seen()]).toEqual(['3', 3])
  })

  test('counts a call that several requests wait for once, for the one that started it', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.query(pageDocument, { range })))
    const counts = answers.map((answer) => Number(shown(answer)))

    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(await seen())
    expect(counts).toContain(0)
  })

  test('is there on an operation by its hash, by GET', async () => {
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hashOf(persisted) } })
    const get = async () => {
      const url = `${world.url}/graphql?${new URLSearchParams({ extensions })}`
      const authorization = `Bearer ${await world.token('viewer')}`
      const response = await fetch(url, { headers: { authorization, 'apollo-require-preflight': '1' } })
      return [response.status, shown(response), Object.keys((await response.json()) as object)]
    }

    const cold = await get()
    const calls = await seen()

    expect(calls).toBeGreaterThan(0)
    expect(cold).toEqual([200, String(calls), ['data']])
    expect(await get()).toEqual([200, '0', ['data']])
    expect(await seen()).toBe(calls)
  })

  test('is there on errors: what failed is counted, what was not executed is 0', async () => {
    await world.fault({ match: 'POST .*Tickets/query', status: 401, times: -1 })
    const failed = await world.query('{ tickets(first: 1) { nodes { id } } }')
    const calls = await seen()
    const authorization = `Bearer ${await world.token('viewer')}`
    const refused = await Promise.all([
      world.query('{ viewer { id } }', {}, { token: null }),
      world.query('{ viewer { nonsense } }'),
      world.query('{ viewer {'),
      world.query(`{ ${Array.from({ length: 201 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`),
      fetch(`${world.url}/graphql`, { method: 'PUT', headers: { authorization } }),
      fetch(`${world.url}/graphql`, { method: 'POST', headers: { authorization }, body: 'text' }),
    ])

    expect(failed.body.errors).toMatchObject([{ extensions: { code: 'VENDOR_UNAUTHORIZED' } }])
    expect(calls).toBeGreaterThanOrEqual(2)
    expect(shown(failed)).toBe(String(calls))
    expect(refused.map((answer) => [answer.status, shown(answer)])).toEqual([
      [401, '0'],
      [400, '0'],
      [400, '0'],
      [400, '0'],
      [405, '0'],
      [415, '0'],
    ])
    expect(await seen()).toBe(calls)
  })
})

describe('the metric by cause', () => {
  test('has status checks apart, which count for who asks', async () => {
    const first = await world.query(statusDocument, {}, { role: 'operator' })
    const calls = await seen()
    const again = await world.query(statusDocument, {}, { role: 'operator' })

    expect(first.body.errors).toBeUndefined()
    expect(calls).toBeGreaterThanOrEqual(3)
    expect([shown(first), shown(again)]).toEqual([String(calls), '0'])
    expect(await counted()).toEqual({ status: calls })
  })

  test('has deliveries of changes apart, which count for no request', async () => {
    const { acme } = await world.connectWise.state()
    const ticketId = acme!.tickets.find(({ closedFlag }) => !closedFlag)!.id
    const input = {
      tenantId: 'acme',
      ticketId,
      note: 'Moved a desk phone.',
      minutes: 10,
      idempotencyKey: 'desk-phone-1',
    }
    const logged = await world.query(
      `mutation ($input: LogChangeInput!) { logChange(input: $input) { change { state } userErrors { message } } }`,
      { input },
      { role: 'operator' },
    )
    const calls = await seen()
    const asked = Number(shown(logged))

    expect(logged.body).toEqual({ data: { logChange: { change: { state: 'DONE' }, userErrors: [] } } })
    expect(await counted()).toEqual({ question: asked, change: calls - asked })
    // Whether the ticket is there is asked first; a note and a time entry are sent.
    expect(asked).toBeGreaterThanOrEqual(1)
    expect(calls - asked).toBeGreaterThanOrEqual(2)
  })

  test('has apart what keeps a replica, which counts for no request', async () => {
    await world.close()
    world = await startWorld({ ...fixedWorld, scale: 0.1, sync: true })
    const { load = 0, ...others } = await counted()
    expect(load).toBeGreaterThan(0)
    // While it loads, a request asks Autotask itself; the status is asked for until it is complete.
    expect(Object.keys(others).filter((cause) => !['question', 'status', 'delta'].includes(cause))).toEqual([])

    // The companies are asked for once, and are in the replica from then on.
    const document = '{ tickets(first: 1) { nodes { id company { name } } } }'
    const first = await world.query(document)
    expect([first.body.errors, shown(first)]).toEqual([undefined, '1'])
    const warm = await world.query(document)
    expect([warm.body.errors, shown(warm)]).toEqual([undefined, '0'])
    // A delta is due after a minute, and what tickets name is read again after half an hour: a question wakes the
    // replica for that.
    for (const [cause, minutes] of [['delta', 2] as const, ['reconcile', 31] as const]) {
      const before = (await counted())[cause] ?? 0
      await world.advanceClock(minutes * 60_000)
      const asked = await world.query(document)
      expect([asked.body.errors, shown(asked)]).toEqual([undefined, '0'])
      await expect.poll(async () => (await counted())[cause] ?? 0).toBeGreaterThan(before)
    }
    await expect.poll(uncounted).toBe(0)
  })

  test('has what is prefetched after a sign-in as questions', async () => {
    const origin = `http://localhost:${new URL(world.url).port}`
    const browser = createBrowser({ [origin]: world.url })
    const { users } = (await (await fetch(`${world.simulators.identity.url}/__sim/state`)).json()) as {
      users: { sub: string; email: string }[]
    }
    const people = await browser.visit(`${origin}/auth/login`)
    await browser.submit(people, { user: users.find(({ email }) => email.startsWith('maya'))!.sub })

    await expect.poll(async () => (await counted())['question']).toBeGreaterThanOrEqual(4)
    await expect.poll(uncounted).toBe(0)
    expect(Object.keys(await counted())).toEqual(['question'])
  })
})
