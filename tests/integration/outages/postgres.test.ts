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

  test('bearer calls answer within two seconds with all that needs no database, and with the rest within five of its return', async () => {
    const ask = () => world.query(document, {}, { role: 'admin' })
    const before = (await ask()).body
    expect(before.errors).toBeUndefined()
    const standings = before.data?.['vendorStatus'] as { vendor: string }[]
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
    await expect.poll(async () => (await ask()).body, { interval: 50 }).toEqual(before)
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

    // One that was under way when it froze may have all it needs.
    for (const { value } of calls.filter(({ begun }) => begun > from)) {
      expect(value.body.data).toEqual({
        ...before.data,
        tenants: null,
        salesActivity: null,
        // One status of ConnectWise, whose tenants are not known, where there was one of each tenant.
        vendorStatus: [...new Set(standings.map(({ vendor }) => vendor))].flatMap((vendor) =>
          vendor === 'CONNECTWISE'
            ? [{ vendor, state: 'UNKNOWN', message: away }]
            : standings.filter((standing) => standing.vendor === vendor),
        ),
      })
      expect(value.body.errors?.map(({ path, message, extensions }) => ({ path, message, ...extensions }))).toEqual(
        ['tenants', 'salesActivity'].map((path) => ({
          path: [path],
          message: away,
          code: 'INTERNAL_SERVER_ERROR',
          retryAfterSeconds: 5,
          requestId: expect.any(String),
        })),
      )
    }
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
    for (const { value } of calls.filter(({ begun }) => begun > from))
      expect([value.status, value.headers.get('retry-after')]).toEqual([503, '5'])
    expect(sessions.during).toBeLessThan(2_000 + sessions.before)
    expect(recoveryMs).toBeLessThan(5_000)
  })
})
