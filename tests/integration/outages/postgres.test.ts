import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPostgresProcesses, type PostgresProcesses } from '../../support/postgres-processes.ts'
import { startWorld, type World } from '../../support/world.ts'
import { startDatabases, type Databases } from '../database/databases.ts'
import { startSignInWorld, type SignInWorld } from '../sign-in/sign-in-world.ts'
import { openAllPages } from './page-requests.ts'
import { during, keepAsking, longestOf, showFigures, timed } from './spans.ts'

let databases: Databases
let url: string
let processes: PostgresProcesses

beforeAll(async () => {
  databases = await startDatabases('postgres')
  url = await databases.create()
  processes = await findPostgresProcesses(url)
})
afterAll(async () => {
  processes.thaw()
  await databases.close()
})

describe('over a PostgreSQL that is frozen', () => {
  let world: World

  beforeAll(async () => {
    world = await startWorld({
      scale: 0.05,
      tenants: true,
      databaseProbes: 'usual',
      environment: { DATABASE_URL: url },
    })
    await openAllPages(world)
  })
  afterAll(() => world.close())

  const document = `{
    viewer { name roles }
    tickets(range: { preset: LAST_30_DAYS }) { totalCount }
    crmSummary { contacts }
    websiteAnalytics { pageViews }
    tenants { id }
    salesActivity { appointments }
    vendorStatus { vendor state message }
  }`
  const away =
    'The gateway’s database cannot be reached, so this call could not be answered. Try again in a few seconds.'

  test('bearer calls answer within two seconds with what is known, and go on within five of its return', async () => {
    const ask = () => world.query(document, {}, { role: 'admin' })
    const before = (await ask()).body
    expect(before.errors).toBeUndefined()
    const ready = async () => (await fetch(`${world.url}/health/ready`)).json()
    const load = keepAsking(() => openAllPages(world))
    const bearer = keepAsking(async () => [await timed(ask)])
    const readiness = keepAsking(async () => [await timed(ready)])
    await Promise.all([load, bearer, readiness].map(({ underWay }) => underWay))
    await sleep(1_000)
    const logged = (message: string) => world.log.filter((line) => line.includes(`"msg":"${message}"`)).length
    const toldBefore = logged('database unavailable')
    const from = performance.now()
    processes.freeze()
    await sleep(5_000)
    expect(await ready()).toMatchObject({ status: 'ready', database: 'unreachable' })
    // Once for all calls, however many there were.
    expect(logged('database unavailable') - toldBefore).toBeLessThanOrEqual(1)
    const calls = await bearer.stop()

    const outage = { from, to: performance.now() }
    processes.thaw()
    await expect.poll(ready, { interval: 50 }).toMatchObject({ database: 'available' })
    expect((await ask()).body).toEqual(before)
    const recoveryMs = performance.now() - outage.to
    const answers = await load.stop()
    const pages = longestOf(answers, outage)
    const bearers = longestOf(calls, outage)
    const readies = longestOf(await readiness.stop(), outage)
    showFigures({ pagesWhileFrozen: during(answers, outage).length, pages, bearers, readies, recoveryMs })
    expect(pages.during).toBeLessThan(2_000 + pages.before)
    expect(bearers.during).toBeLessThan(2_000 + bearers.before)
    expect(readies.during).toBeLessThan(1_000 + readies.before)
    expect(recoveryMs).toBeLessThan(5_000)
    expect(logged('database available again')).toBe(logged('database unavailable'))

    // Tenants, features and credentials are those that were read last.
    for (const { value } of calls.filter(({ begun }) => begun > from)) expect(value.body).toEqual(before)
  })

  test('what was never read, and what is written, is refused with a time to come back', async () => {
    processes.freeze()
    const rename = 'mutation { renameTenant(input: { id: "acme", name: "Acme" }) { tenant { id } } }'
    const [{ body: written }, { body: unread }] = await Promise.all([
      world.query(rename, {}, { role: 'admin' }),
      world.query('{ change(id: "acme:K7Q2M9XA4T") { id } }', {}, { role: 'admin' }),
    ])
    processes.thaw()

    for (const { errors } of [written, unread]) {
      expect(errors?.map(({ message, extensions }) => ({ message, ...extensions }))).toEqual([
        { message: away, code: 'INTERNAL_SERVER_ERROR', retryAfterSeconds: 5, requestId: expect.any(String) },
      ])
    }
    await expect.poll(async () => (await world.query(rename, {}, { role: 'admin' })).body.errors).toBeUndefined()
  })
})

describe('over a PostgreSQL that is frozen, a session', () => {
  let world: SignInWorld

  beforeAll(async () => {
    world = await startSignInWorld({ databaseUrl: await databases.create(), databaseProbes: 'usual' })
  })
  afterAll(() => world.close())

  test('is answered with 503 and Retry-After within two seconds, and goes on within five of its return', async () => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'maya')
    // More at once than the pool has connections: each of them meets a breaker that is still closed.
    const load = keepAsking(() => Promise.all(Array.from({ length: 15 }, () => timed(() => world.ask(browser)))))
    await load.underWay
    await sleep(1_000)
    const from = performance.now()
    processes.freeze()
    await sleep(3_000)
    const calls = await load.stop()
    const outage = { from, to: performance.now() }
    const sessions = longestOf(calls, outage)

    processes.thaw()
    await expect.poll(() => world.rolesOf(browser), { interval: 50 }).toEqual(['VIEWER'])
    const recoveryMs = performance.now() - outage.to
    showFigures({ sessionCallsWhileFrozen: during(calls, outage).length, sessions, recoveryMs })
    // For two seconds, a session that was found before gets stored responses (docs/operations.md).
    const isRemembered = (status: number, begun: number) => status === 200 && begun < from + 2_000
    const asked = calls.filter(({ begun, value }) => begun > from && !isRemembered(value.status, begun))
    expect(asked.length).toBeGreaterThan(0)
    for (const { value } of asked) expect([value.status, value.headers.get('retry-after')]).toEqual([503, '5'])
    expect(sessions.during).toBeLessThan(2_000 + sessions.before)
    expect(recoveryMs).toBeLessThan(5_000)
  })
})
