import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { fetchToken } from '../../simulators/identity/fetch-token.ts'
import { readAnswers } from '../support/kept-answers.ts'
import { countResponses } from '../support/stored-responses.ts'
import { fetchTokenWithoutRole } from '../support/token-without-role.ts'
import { startWorld, type Caller, type World } from '../support/world.ts'

let world: World

const rows = 'totalCount nodes { id title status { label } company { name } }'
const list = `{ tickets(range: { preset: LAST_30_DAYS }, first: 5) { ${rows} freshness { asOf } } }`
const page = `{ viewer { name roles } tickets(range: { preset: LAST_30_DAYS }, first: 5) { ${rows} } }`

async function start(environment: Record<string, string> = {}): Promise<void> {
  world = await startWorld({ sync: true, limits: false, tenants: true, environment })
  // The names and labels of the list are fetched by the first.
  const isStored = async () => assert.equal((await counts(() => world.query(list))).stored, 1)
  await vi.waitFor(isStored, { timeout: 120_000 })
}

const counts = (work: () => Promise<unknown>) => countResponses(world.url, work)

/** Asks until the answer is a stored one. @returns its text */
async function store(document: string, caller: Caller = {}): Promise<string> {
  let text = ''
  const ask = async () => void ({ text } = await world.query(document, {}, caller))
  await expect.poll(async () => (await counts(ask)).stored).toBe(1)
  return text
}

describe('a response', () => {
  beforeEach(() => start())
  afterEach(() => world.close())

  test('with what is in the database is made anew once that has changed: a tenant or a feature that is gone is gone at once', async () => {
    const document = '{ viewer { id tenants { id } features } }'
    interface Own {
      viewer: { tenants: { id: string }[]; features: string[] }
    }
    const ask = async () => {
      const { body } = await world.query<Own>(document, {}, { role: 'admin' })
      return body.data?.viewer
    }
    const before = await ask()
    expect(await counts(async () => expect(await ask()).toEqual(before))).toEqual({ stored: 1, made: 0 })
    const feature = 'autotask_sales_activity'
    expect(before?.features).toContain(feature)
    const flag = `mutation ($key: String!) { setFeatureFlag(input: { key: $key, enabled: false }) { userErrors { message } } }`
    await world.query(flag, { key: feature }, { role: 'admin' })

    const without = before?.features.filter((key) => key !== feature)
    expect(await counts(async () => expect((await ask())?.features).toEqual(without))).toEqual({ stored: 0, made: 1 })
    expect(await counts(ask)).toEqual({ stored: 1, made: 0 })
  })

  test('with tenants is made anew once another program has removed one', async () => {
    await world.close()
    const folder = mkdtempSync(join(tmpdir(), 'stored-responses-'))
    const file = join(folder, 'gateway.sqlite')
    await start({ DATABASE_URL: `file:${file}` })
    const document = '{ viewer { tenants { id } } }'
    const ask = async () => {
      const { body } = await world.query<{ viewer: { tenants: { id: string }[] } }>(document, {}, { role: 'admin' })
      return body.data?.viewer.tenants.map(({ id }) => id)
    }
    const [gone, ...left] = (await ask()) ?? []
    expect(left.length).toBeGreaterThan(0)
    expect(await counts(ask)).toEqual({ stored: 1, made: 0 })
    const other = new DatabaseSync(file, { enableForeignKeyConstraints: false })
    other.prepare('delete from tenants where id = ?').run(gone ?? '')
    other.close()

    expect(await counts(async () => expect(await ask()).toEqual(left))).toEqual({ stored: 0, made: 1 })
    onTestFinished(() => rm(folder, { recursive: true }))
  })

  test.each<[string, () => Promise<unknown>]>([
    [
      'a refresh found a change',
      async () => {
        const { Tickets } = await world.state()
        await world.records('Tickets', { upsert: [{ id: Tickets.at(-1)!.id, title: 'Changed' }] })
        await world.data('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')
      },
    ],
    ['the day has ended', () => world.advanceClock(86_400_000)],
    ['it is older than records may be', () => world.advanceClock(16 * 60_000)],
  ])('is made anew once %s', async (_, change) => {
    const before = await store(list)
    await change()
    let text = ''
    expect(await counts(async () => void ({ text } = await world.query(list)))).toEqual({ stored: 0, made: 1 })

    expect(text).not.toBe(before)
  })

  test('tells that it is stale once it is', async () => {
    const document = '{ tickets(range: { preset: LAST_30_DAYS }, first: 1) { freshness { stale } } }'
    const staleOf = async () => (JSON.parse((await world.query(document)).text) as Stale).data.tickets.freshness.stale
    interface Stale {
      data: { tickets: { freshness: { stale: boolean } } }
    }
    await store(document)
    expect(await staleOf()).toBe(false)
    await world.fault({ match: '.*', status: 500, times: 100 })
    await world.advanceClock(5 * 60_000)

    expect(await staleOf()).toBe(true)
  })

  test('is asked for by fifty at once, and made once', async () => {
    const document = '{ viewer { name } activitySummary(range: { preset: LAST_30_DAYS }) { totalTickets hoursLogged } }'
    await store(document)
    await world.advanceClock(60_000)
    // Waits for the delta that is due now, so that none ends between the fifty.
    await world.data('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')
    const texts = new Set<string>()
    const asked = await readAnswers(world.url, async () => {
      const all = await Promise.all(Array.from({ length: 50 }, () => world.query(document)))
      for (const { text } of all) texts.add(text)
    })

    expect(texts.size).toBe(1)
    expect(asked).toEqual({ kept: 49, made: 1 })
  })
})

describe('a stored response', () => {
  beforeAll(() => start())
  afterAll(() => world.close())

  test('is the same, to the byte, as the one that was made', async () => {
    const document = `${list} `
    let [made, stored] = ['', '']
    // Behind it, the replica may be compared with Autotask, which is another state.
    await expect
      .poll(async () => {
        ;({ text: made } = await world.query(document))
        return counts(async () => void ({ text: stored } = await world.query(document)))
      })
      .toEqual({ stored: 1, made: 0 })

    expect(stored).toBe(made)
  })

  test('is each person’s own where it names the person', async () => {
    interface Page {
      viewer: { name: string; roles: string[] }
      tickets: unknown
    }
    const names = async (caller: Caller) => {
      const { viewer } = JSON.parse(await store(page, caller)).data as Page
      return viewer
    }
    const [viewer, admin] = [await names({ role: 'viewer' }), await names({ role: 'admin' })]
    const operator = await names({ token: await world.token('operator', 'acme') })

    expect([viewer.roles, operator.roles, admin.roles].map((roles) => roles.length)).toEqual([1, 2, 3])
    expect(new Set([viewer.name, operator.name, admin.name]).size).toBe(3)
    expect(await names({ role: 'viewer' })).toEqual(viewer)
  })

  test('that was refused is not stored', async () => {
    const token = await fetchTokenWithoutRole(world.simulators)
    const asNoRole = () => world.query(list, {}, { token })
    expect((await asNoRole()).body.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect(await counts(asNoRole)).toEqual({ stored: 0, made: 1 })
  })
})

describe('over HTTP', () => {
  beforeAll(() => start())
  afterAll(() => world.close())

  const authorized = async (headers: Record<string, string> = {}) => ({
    authorization: `Bearer ${await world.token('viewer')}`,
    'content-type': 'application/json',
    ...headers,
  })
  const ask = async (headers: Record<string, string>, body = JSON.stringify({ query: list, variables: {} })) =>
    fetch(`${world.url}/graphql`, { method: 'POST', headers: await authorized(headers), body })
  const get = async (headers: Record<string, string>) =>
    fetch(`${world.url}/graphql?query=${encodeURIComponent(list)}`, { headers: await authorized(headers) })

  test('a client that has the response is told so, with POST and GET', async () => {
    for (const send of [ask, get]) {
      const headers = { 'apollo-require-preflight': '1' }
      let [tag, again] = ['', await send(headers)]
      await expect
        .poll(async () => {
          tag = (await send(headers)).headers.get('etag') ?? ''
          again = await send({ ...headers, 'if-none-match': `"other", ${tag}` })
          return again.status
        })
        .toBe(304)
      expect(await again.text()).toBe('')
      expect(again.headers.get('etag')).toBe(tag)
      expect(again.headers.get('cache-control')).toBe('no-store')
      await world.data('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')
      await world.advanceClock(60_000)
      await world.data('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')

      expect((await send({ ...headers, 'if-none-match': tag })).status).toBe(200)
    }
  })

  test('it comes with the same headers, whether or not its caller could be answered at once', async () => {
    await store(list)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await world.token('viewer')}` }
    const ask = async (more: Record<string, string>) => {
      const body = JSON.stringify({ query: list, variables: {} })
      const answer = await fetch(`${world.url}/graphql`, { method: 'POST', headers: { ...headers, ...more }, body })
      // What differs from call to call.
      const varying = ['x-request-id', 'ratelimit', 'date']
      const remaining = Number(/"operations";r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1])
      const named = [...answer.headers].map(([name, value]) => [name, varying.includes(name) ? 'varies' : value])
      return { status: answer.status, headers: Object.fromEntries(named), text: await answer.text(), remaining }
    }
    // With another origin it has to be decided what that may read.
    const waited = await ask({ origin: 'https://elsewhere.example' })
    const { remaining, ...atOnce } = await ask({})

    expect(atOnce).toEqual({ status: waited.status, headers: waited.headers, text: waited.text })
    expect(remaining).toBe(waited.remaining - 1)
  })

  test('it comes in each encoding, with the same content', async () => {
    const long = list.replace('first: 5', 'first: 50').replace('freshness { asOf }', '')
    const send = (headers: Record<string, string>) => ask(headers, JSON.stringify({ query: long, variables: {} }))
    await send({})
    const plain = await (await send({ 'accept-encoding': 'identity' })).text()
    for (const [encoding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const headers = await authorized({ 'accept-encoding': encoding })
      const body = JSON.stringify({ query: long, variables: {} })
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        request(`${world.url}/graphql`, { method: 'POST', headers }, resolve).on('error', reject).end(body)
      })
      expect(answer.headers['content-encoding']).toBe(encoding)
      expect(decode(await buffer(answer)).toString()).toBe(plain)
    }
  })

  test('a GET that another site could send is refused, though its response is stored', async () => {
    await get({ 'apollo-require-preflight': '1' })
    await get({ 'apollo-require-preflight': '1' })
    const headers = { authorization: `Bearer ${await world.token('viewer')}` }
    const forged = await fetch(`${world.url}/graphql?query=${encodeURIComponent(list)}`, { headers })

    expect(forged.status).toBe(400)
  })

  test('what it cost is told for the asking, each time', async () => {
    const told = await Promise.all([1, 2].map(async () => (await ask({ 'x-explain': 'cost' })).json()))

    for (const { extensions } of told as { extensions: { cost: object } }[]) {
      expect(extensions.cost).toMatchObject({ vendorCalls: 0, predictedVendorCalls: 0 })
    }
  })

  test('the audit log has it like any other', async () => {
    let requestId = ''
    // With another token it is not counted as a repeat of those before.
    const ask = async () => {
      const token = await fetchToken(world.simulators.identity.url, { role: 'viewer' })
      requestId = randomUUID()
      return counts(() => world.query(list, {}, { token, headers: { 'x-request-id': requestId } }))
    }
    await expect.poll(ask).toEqual({ stored: 1, made: 0 })
    interface Log {
      auditLog: { nodes: { requestId: string; fields: string[]; rows: number; outcome: string; vendorCalls: number }[] }
    }
    const document = '{ auditLog(first: 100) { nodes { requestId fields rows outcome vendorCalls } } }'
    const read = async () => {
      const { body } = await world.query<Log>(document, {}, { role: 'admin' })
      return (body.data?.auditLog.nodes ?? []).filter((record) => record.requestId === requestId)
    }
    await expect.poll(async () => (await read()).length).toBeGreaterThan(0)

    expect(await read()).toEqual([
      {
        requestId,
        fields: ['tickets(range: {preset: LAST_30_DAYS}, first: 5)'],
        rows: 5,
        outcome: 'ok',
        vendorCalls: 0,
      },
    ])
  })
})

describe('with other settings', () => {
  afterEach(() => world.close())

  test('limits on callers apply to responses that are stored', async () => {
    await start({ LIMIT_OPERATIONS_PER_MINUTE: '60' })
    const { headers } = await world.query(list, {}, { role: 'admin' })
    const left = Number(/"operations";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1])
    const statuses = []
    for (let n = 0; n < left + 10; n++) statuses.push((await world.query(list, {}, { role: 'admin' })).status)

    expect(left).toBeGreaterThan(30)
    expect(statuses).toEqual(statuses.map((_, n) => (n < left ? 200 : 429)))
  })

  test('without memory for responses each is made anew', async () => {
    world = await startWorld({ sync: true, limits: false, environment: { RESPONSE_CACHE_MB: '0' } })
    await world.query(list)
    await world.query(list)
    const { headers } = await world.query(list)

    expect(headers.get('etag')).toBeNull()
    expect(await readAnswers(world.url, () => world.query(list))).toEqual({ kept: 0, made: 0 })
  })
})
