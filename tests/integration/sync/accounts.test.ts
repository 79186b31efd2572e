import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { otherQueueIDs } from '../../../simulators/autotask/generate/ticket-picklists.ts'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { createVendorControl, type VendorControl } from '../../support/vendor-control.ts'
import {
  startGateway,
  startWorldSimulators,
  waitForReplica,
  withoutHubSpot,
  type Gateway,
} from '../../support/world.ts'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'

const figures = `{
  tickets(filter: { state: OPEN }, first: 100) { totalCount edges { node { number title } } }
  activitySummary(range: { preset: THIS_YEAR }) { totalTickets hoursLogged byAssignee { key count } }
}`
const dayMs = 24 * 3_600_000
const otherBoard = { AUTOTASK_ROC_BOARD_ID: String(otherQueueIDs.monitoring) }

describe.each(databaseKinds)('one database in %s', (kind) => {
  let databases: Databases
  let simulators: Simulators
  let vendor: VendorControl<unknown>
  let url: string
  let db: Database
  const gateways: Gateway[] = []

  beforeAll(async () => {
    databases = await startDatabases(kind)
    simulators = await startWorldSimulators({ scale: 0.1 })
    vendor = createVendorControl(simulators.autotask.url)
  })
  afterAll(async () => {
    await simulators.close()
    await databases.close()
  })
  beforeEach(async () => {
    url = await databases.create()
    db = await openDatabase(url, { probeTimes: patientProbes })
  })
  afterEach(async () => {
    await vendor.clearFaults()
    await Promise.all(gateways.splice(0).map((gateway) => gateway.close()))
    await db.destroy()
  })

  async function start(environment: Record<string, string> = {}, sync = true): Promise<Gateway> {
    const gateway = await startGateway(simulators, {
      sync,
      environment: { DATABASE_URL: url, ...withoutHubSpot, ...environment },
    })
    gateways.push(gateway)
    return gateway
  }

  /** Runs a gateway with these settings until its copy is complete, and ends it. @returns what it answers, and its account */
  async function load(environment: Record<string, string> = {}) {
    const known = await accounts()
    const gateway = await start(environment)
    await waitForReplica(gateway)
    const answer = await gateway.data(figures)
    await gateways.pop()?.close()
    const account = (await accounts()).find((name) => !known.includes(name))
    return { answer, account: account ?? '' }
  }

  const accounts = async () =>
    (await db.selectFrom('sync_accounts').select('account').execute()).map(({ account }) => account)
  const accountsWithRecords = async () =>
    (await db.selectFrom('sync_records').select('account').distinct().execute()).map(({ account }) => account)
  const setUsed = (account: string, usedAt: number) =>
    db.updateTable('sync_accounts').set({ used_at: usedAt }).where('account', '=', account).execute()

  test('shows nothing of the former queue after its id was changed, and answers as one that was always so', async () => {
    const former = await load()
    await vendor.fault({ match: '/(Tickets|TimeEntries)/query', status: 500, times: -1 })
    const gateway = await start(otherBoard)
    const unanswered = await gateway.query(figures)

    expect(unanswered.body.data).toEqual({ tickets: null, activitySummary: null })

    await vendor.clearFaults()
    simulators.clock.advance(300_000)
    await waitForReplica(gateway)
    const answer = await gateway.data(figures)
    const direct = await start(otherBoard, false)

    expect(answer).toEqual(await direct.data(figures))
    expect(answer).not.toEqual(former.answer)
  })

  test('answers without the load of the former queue again when its id is changed back', async () => {
    const { answer } = await load()
    await load(otherBoard)
    await vendor.clearRequests()
    const gateway = await start()

    expect(await gateway.data(figures)).toEqual(answer)
    const reads = (await vendor.requests()).filter(({ path }) => /(Tickets|TimeEntries)\/query/.test(path))
    expect(reads.length).toBeLessThanOrEqual(3)
  })

  test('shows nothing of the former account to a user whom Autotask refuses', async () => {
    await load()
    const gateway = await start({ AUTOTASK_USERNAME: 'planted@example.com' })
    const { body } = await gateway.query(figures)

    expect(body.data).toEqual({ tickets: null, activitySummary: null })
    expect(new Set(body.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['VENDOR_UNAUTHORIZED']))
  })

  test('serves gateways of two settings of SYNC_MONTHS side by side, without either loading again', async () => {
    const [long, short] = [await start({ SYNC_MONTHS: '25' }), await start({ SYNC_MONTHS: '3' })]
    await Promise.all([long, short].map(waitForReplica))
    const epochs = () => db.selectFrom('sync_accounts').select(['account', 'epoch']).orderBy('account').execute()
    const before = { epochs: await epochs(), answers: [await long.data(figures), await short.data(figures)] }
    await vendor.clearRequests()
    for (let round = 0; round < 4; round++) {
      simulators.clock.advance(61_000)
      for (const gateway of [long, short]) {
        await gateway.data('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')
      }
    }

    expect(before.epochs.length).toBe(2)
    expect({ epochs: await epochs(), answers: [await long.data(figures), await short.data(figures)] }).toEqual(before)
    // Two deltas of two calls for each of the two at most: far fewer than a load.
    const reads = (await vendor.requests()).filter(({ path }) => /(Tickets|TimeEntries)\/query/.test(path))
    expect(reads.length).toBeLessThanOrEqual(4 * 2 * 4)
  })

  test('loses what was not used for seven days, whatever the settings are now, and keeps what was', async () => {
    const former = await load()
    const other = await load(otherBoard)
    await setUsed(former.account, Date.now() - 7 * dayMs + 60_000)
    await setUsed(other.account, Date.now() - 7 * dayMs - 60_000)
    const gateway = await start({}, false)

    await expect.poll(accountsWithRecords).toEqual([former.account])
    await expect.poll(() => gateway.log.join('')).toMatch(/unused replica deleted/)
    expect(await accounts()).toEqual([former.account])
  })

  test('keeps the records of a gateway that did not run for more than seven days', async () => {
    const { account, answer } = await load()
    await setUsed(account, Date.now() - 30 * dayMs)
    const before = Date.now()
    await vendor.clearRequests()
    const gateway = await start()

    expect(await gateway.data(figures)).toEqual(answer)
    await expect
      .poll(async () => (await db.selectFrom('sync_accounts').select('used_at').executeTakeFirstOrThrow()).used_at)
      .toBeGreaterThanOrEqual(before)
    expect(await accountsWithRecords()).toEqual([account])
    const reads = (await vendor.requests()).filter(({ path }) => /(Tickets|TimeEntries)\/query/.test(path))
    expect(reads.length).toBeLessThanOrEqual(3)
  })
})
