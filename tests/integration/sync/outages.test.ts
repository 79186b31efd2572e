import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pageDocument } from '../../support/page-document.ts'
import { startGateway, startWorldSimulators, waitForReplica, type Gateway } from '../../support/world.ts'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { createVendorControl, type VendorControl } from '../../support/vendor-control.ts'
import type { AutotaskState } from '../../support/oracle/state.ts'
import { createDatabase } from '../../../server/database/create-database.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'

const minute = 60_000
const freshness = 'freshness { asOf stale maxAgeSeconds }'
const questions = `{
  tickets(first: 50) { totalCount nodes { id title status { label } company { name } assignee { name } } ${freshness} }
  activitySummary(range: { preset: LAST_365_DAYS }) { totalTickets hoursLogged byCompany { label count } ${freshness} }
  monthlyReport { hoursWorked hoursByResource { resource { name } hours } ${freshness} }
}`

interface Answers {
  tickets: { totalCount: number; freshness: { stale: boolean; maxAgeSeconds: number } }
}

describe.each(databaseKinds)('over %s', (kind) => {
  let databases: Databases
  let simulators: Simulators
  let autotask: VendorControl<AutotaskState>
  let databaseUrl: string
  const gateways: Gateway[] = []

  beforeAll(async () => {
    databases = await startDatabases(kind)
  })
  beforeEach(async () => {
    databaseUrl = await databases.create()
    simulators = await startWorldSimulators({ scale: 0.1, limits: false })
    autotask = createVendorControl<AutotaskState>(simulators.autotask.url)
  })
  afterEach(async () => {
    await Promise.all(gateways.splice(0).map((gateway) => gateway.close()))
    await simulators.close()
  })
  afterAll(() => databases.close())

  async function start(): Promise<Gateway> {
    const gateway = await startGateway(simulators, { sync: true, environment: { DATABASE_URL: databaseUrl } })
    gateways.push(gateway)
    return gateway
  }

  test('a gateway that starts while Autotask is down answers everything from what is stored, marked stale', async () => {
    const before = await start()
    await waitForReplica(before)
    // Names and picklists are read when they are first asked for.
    const known = await before.data<Answers>(questions)
    await before.close()
    gateways.splice(0)
    await autotask.fault({ match: 'query', status: 503, times: -1 })
    simulators.clock.advance(60 * minute)
    const after = await start()
    await autotask.clearRequests()
    const answers = [await after.data<Answers>(questions), await after.data<Answers>(questions)]

    for (const answer of answers) {
      expect(answer.tickets.totalCount).toBe(known.tickets.totalCount)
      expect(answer.tickets.freshness).toMatchObject({ stale: true, maxAgeSeconds: 60 })
      expect(answer).toEqual(
        Object.fromEntries(
          Object.entries(known).map(([name, value]) => [
            name,
            { ...value, freshness: { ...value.freshness, stale: true } },
          ]),
        ),
      )
    }
    // One attempt, with its retries, for all questions.
    const queries = (await autotask.requests()).filter(({ path }) => path.includes('/query'))
    expect(queries.length).toBeLessThanOrEqual(6)

    await autotask.clearFaults()
    simulators.clock.advance(6 * minute)
    await expect
      .poll(async () => (await after.data<Answers>(questions)).tickets.freshness.stale, { timeout: 20_000 })
      .toBe(false)
  })

  test('what was changed while no gateway ran is seen by the first question', async () => {
    const before = await start()
    await waitForReplica(before)
    await before.close()
    gateways.splice(0)
    const { Tickets, rocQueueID } = await autotask.state()
    const ticket = Tickets.find(({ queueID }) => queueID === rocQueueID)
    simulators.clock.advance(20 * minute)
    await autotask.records('Tickets', { upsert: { id: ticket?.id, title: 'Changed meanwhile' } })
    const after = await start()

    expect(await after.data(`{ ticket(id: "${ticket?.id}") { title } }`)).toEqual({
      ticket: { title: 'Changed meanwhile' },
    })
  })
})

describe('two gateways on one database', () => {
  let databases: Databases
  let simulators: Simulators
  let autotask: VendorControl<AutotaskState>
  let databaseUrl: string
  let gateways: Gateway[] = []

  beforeAll(async () => {
    databases = await startDatabases('postgres')
  })
  beforeEach(async () => {
    databaseUrl = await databases.create()
    simulators = await startWorldSimulators({ scale: 0.1, limits: false })
    autotask = createVendorControl<AutotaskState>(simulators.autotask.url)
    const options = { sync: true, environment: { DATABASE_URL: databaseUrl } }
    gateways = await Promise.all([startGateway(simulators, options), startGateway(simulators, options)])
  })
  afterEach(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()))
    await simulators.close()
  })
  afterAll(() => databases.close())

  const bodies = async (entity: string) =>
    (await autotask.requests())
      .filter(({ path }) => path.toLowerCase().includes(`/${entity.toLowerCase()}/query`))
      .map(({ body }) => JSON.stringify(body))

  async function titleOf(gateway: Gateway, id: number | undefined): Promise<unknown> {
    const { ticket } = await gateway.data<{ ticket: { title: string } | null }>(`{ ticket(id: "${id}") { title } }`)
    return ticket?.title
  }

  /** Whether a stored record has this text. */
  async function isStored(text: string): Promise<boolean> {
    const database = createDatabase(databaseUrl, { probeTimes: patientProbes })
    const found = await database.selectFrom('sync_records').select('id').where('data', 'like', `%${text}%`).execute()
    await database.destroy()
    return found.length > 0
  }

  test('load every slice once, and read each change once for both', async () => {
    await Promise.all(gateways.map(waitForReplica))
    // Months of the slices begin at midnight UTC, those of questions at New York's.
    const slices = (await bodies('Tickets')).filter((body) =>
      /"lt","field":"createDate","value":"[^"]*T00:00/.test(body),
    )
    expect(slices.length).toBeGreaterThan(20)
    expect(slices.length).toBe(new Set(slices).size)

    const { Tickets, rocQueueID } = await autotask.state()
    const ticket = Tickets.find(({ queueID }) => queueID === rocQueueID)
    await autotask.records('Tickets', { upsert: { id: ticket?.id, title: 'Seen by both' } })
    simulators.clock.advance(61_000)
    await autotask.clearRequests()
    for (const gateway of gateways) {
      await expect.poll(() => titleOf(gateway, ticket?.id), { timeout: 10_000 }).toBe('Seen by both')
    }
    expect((await bodies('Tickets')).length).toBe(1)
  })

  test('go on when the one that held the lease is gone', async () => {
    await Promise.all(gateways.map(waitForReplica))
    const database = createDatabase(databaseUrl, { probeTimes: patientProbes })
    // As a gateway that was killed leaves it.
    await database
      .updateTable('sync_accounts')
      .set({ owner: 'gone', leased_until: Date.now() + 8_000 })
      .execute()
    await database.destroy()
    const { Tickets, rocQueueID } = await autotask.state()
    const ticket = Tickets.find(({ queueID }) => queueID === rocQueueID)
    await autotask.records('Tickets', { upsert: { id: ticket?.id, title: 'After the takeover' } })
    simulators.clock.advance(61_000)

    for (const gateway of gateways) {
      await expect.poll(() => titleOf(gateway, ticket?.id), { timeout: 30_000 }).toBe('After the takeover')
    }
  })

  test('answer while the database is away, and store what they read meanwhile', async () => {
    const [one, other] = gateways as [Gateway, Gateway]
    await Promise.all(gateways.map(waitForReplica))
    await one.data(pageDocument)
    await databases.stop()
    const { Tickets, rocQueueID } = await autotask.state()
    const ticket = Tickets.find(({ queueID }) => queueID === rocQueueID)
    await autotask.records('Tickets', { upsert: { id: ticket?.id, title: 'Read without a database' } })
    simulators.clock.advance(61_000)
    await expect.poll(() => titleOf(one, ticket?.id), { timeout: 30_000 }).toBe('Read without a database')
    await databases.start()
    simulators.clock.advance(61_000)
    await expect.poll(() => titleOf(other, ticket?.id), { timeout: 30_000 }).toBe('Read without a database')
    await expect.poll(() => isStored('Read without a database'), { timeout: 30_000 }).toBe(true)
    await Promise.all(gateways.map((gateway) => gateway.close()))
    await autotask.fault({ match: 'query', status: 503, times: -1 })
    gateways = [await startGateway(simulators, { sync: true, environment: { DATABASE_URL: databaseUrl } })]

    expect(await titleOf(gateways[0] as Gateway, ticket?.id)).toBe('Read without a database')
  })
})
