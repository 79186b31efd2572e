import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { startProgram } from '../../support/program.ts'
import { createVendorControl, type VendorControl } from '../../support/vendor-control.ts'
import {
  gatewayEnvironment,
  startGateway,
  startWorldSimulators,
  waitForReplica,
  withoutHubSpot,
  type Gateway,
} from '../../support/world.ts'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'

interface Collection {
  name: string
  records: number
  complete: boolean
}

const collectionsOf = async (gateway: Gateway) => {
  const { vendorStatus } = await gateway.data<{ vendorStatus: { vendor: string; collections: Collection[] }[] }>(
    '{ vendorStatus { vendor collections { name records complete } } }',
  )
  return vendorStatus.flatMap(({ collections }) => collections)
}
const recordsOf = async (gateway: Gateway) =>
  (await collectionsOf(gateway)).reduce((sum, { records }) => sum + records, 0)
const openTickets = async (gateway: Gateway) =>
  (await gateway.data<{ tickets: unknown }>('{ tickets(filter: { state: OPEN }) { totalCount } }')).tickets

describe.each(databaseKinds)('npm run sync over %s', (kind) => {
  let databases: Databases
  let simulators: Simulators
  let vendor: VendorControl<unknown>
  let gateway: Gateway
  let db: Database
  let url: string

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
    gateway = await startGateway(simulators, { sync: true, environment: { DATABASE_URL: url, ...withoutHubSpot } })
    await waitForReplica(gateway)
    db = await openDatabase(url, { probeTimes: patientProbes })
  })
  afterEach(async () => {
    await vendor.clearFaults()
    await db.destroy()
    await gateway.close()
  })

  async function sync(args: readonly string[], settings: Record<string, string> = {}) {
    const environment = gatewayEnvironment(simulators, { sync: true, environment: { DATABASE_URL: url, ...settings } })
    const program = startProgram(['scripts/sync.ts', ...args], environment)
    const { code } = await program.ended
    return { code, output: program.output(), errors: program.errors() }
  }

  const storedRecords = async () => (await db.selectFrom('sync_records').selectAll().execute()).length
  const accounts = () => db.selectFrom('sync_accounts').selectAll().execute()

  /** Has Autotask refuse to be read, so that a copy that is dropped stays empty until that ends. */
  const breakAutotask = () => vendor.fault({ match: '/(Tickets|TimeEntries)/query', status: 500, times: -1 })

  async function mendAutotask() {
    await vendor.clearFaults()
    // Past the longest pause between two attempts.
    simulators.clock.advance(300_000)
    await waitForReplica(gateway)
  }

  test('status says what is stored of the account', async () => {
    const collections = await collectionsOf(gateway)
    const { code, output } = await sync(['status'])
    const recordsIn = (name: string) => collections.find((collection) => collection.name === name)?.records

    expect(code).toBe(0)
    expect(output).toMatch(/^autotask:[0-9a-f]+\n/)
    expect(output).toMatch(/First load: +complete\n/)
    expect(output).toMatch(/Last delta: +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \(/)
    expect(output).toMatch(/Being read: +(no, the lease is free|yes, a gateway holds the lease until \d{4}-.*Z)\n/)
    expect(output).toMatch(/Stored size: +[\d.]+ [KM]iB\n/)
    expect(output).toMatch(new RegExp(`Tickets: +${recordsIn('Tickets')} records, [\\d.]+ [KM]iB, `))
    expect(output).toMatch(new RegExp(`Time entries: +${recordsIn('TimeEntries')} records, `))
  })

  test('status names the share of a first load that has only begun', async () => {
    // It would see the state below, and load the rest.
    await gateway.close()
    const { state } = (await accounts())[0]!
    const { slices, ...rest } = JSON.parse(state!) as { slices: Record<string, number> }
    await db
      .updateTable('sync_accounts')
      .set({ state: JSON.stringify({ ...rest, slices: { open: slices['open'] } }) })
      .execute()

    expect((await sync(['status'])).output).toMatch(/First load: +\d+ %\n/)
  })

  test('status names a lease, and an account of other settings', async () => {
    await gateway.close()
    const until = Date.now() + 60_000
    await db.updateTable('sync_accounts').set({ owner: 'other', leased_until: until }).execute()
    const { output } = await sync(['status'], { AUTOTASK_ROC_BOARD_ID: '8' })

    expect(output).toMatch(/^autotask:[0-9a-f]+ \(not the account and queue of these settings\)\n/)
    expect(output).toContain(`holds the lease until ${new Date(until).toISOString().slice(0, 19)}Z`)
  })

  test('status names what gateways of another SYNC_MONTHS have stored of the account', async () => {
    const { output } = await sync(['status'], { SYNC_MONTHS: '12' })

    expect(output).toMatch(/^autotask:[0-9a-f]+ \(of another version or SYNC_MONTHS: deleted once it was not used/)
    expect(output).toMatch(/First load: +complete\n/)
  })

  test('rebuild has a running gateway drop its copy and load it again', async () => {
    const before = {
      records: await recordsOf(gateway),
      open: await openTickets(gateway),
      account: (await accounts())[0],
    }
    await breakAutotask()
    const { code, output } = await sync(['rebuild'])

    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/^autotask:[0-9a-f]+: [\d,]+ records deleted, to be loaded again\.\n/),
    ])
    await expect.poll(() => recordsOf(gateway), { timeout: 10_000 }).toBe(0)
    expect((await accounts()).map(({ epoch }) => epoch)).not.toEqual([before.account?.epoch])

    await mendAutotask()
    expect([await recordsOf(gateway), await openTickets(gateway)]).toEqual([before.records, before.open])
  })

  test('purge deletes everything, and a running gateway drops its copy', async () => {
    const records = await recordsOf(gateway)
    await breakAutotask()
    const { code, output } = await sync(['purge'])

    expect([code, output]).toEqual([
      0,
      expect.stringMatching(
        new RegExp(
          `^${records.toLocaleString('en-US')} records of 1 account deleted\\.\n.*set SYNC_MONTHS=0 and restart`,
        ),
      ),
    ])
    await expect.poll(() => recordsOf(gateway), { timeout: 10_000 }).toBe(0)
    expect(await storedRecords()).toBe(0)

    await mendAutotask()
    expect(await recordsOf(gateway)).toBe(records)
  })

  test('purge reaches a gateway that was not asked since its start, which then stores nothing again', async () => {
    await gateway.close()
    gateway = await startGateway(simulators, { sync: true, environment: { DATABASE_URL: url, ...withoutHubSpot } })
    await expect.poll(() => recordsOf(gateway)).toBeGreaterThan(0)
    const { code } = await sync(['purge'])

    expect(code).toBe(0)
    await expect.poll(() => recordsOf(gateway), { timeout: 10_000 }).toBe(0)
    expect(await storedRecords()).toBe(0)
  })

  test('purge leaves nothing behind that a gateway without a replica would store again', async () => {
    await gateway.close()
    const { output } = await sync(['purge'], { SYNC_MONTHS: '0' })
    gateway = await startGateway(simulators, { sync: false, environment: { DATABASE_URL: url } })
    await openTickets(gateway)

    expect(output).toMatch(/deleted\.\nSYNC_MONTHS is 0: gateways with these settings store no more/)
    expect([await storedRecords(), await accounts()]).toEqual([0, []])
    for (const command of ['status', 'rebuild', 'purge']) {
      expect([command, await sync([command])]).toEqual([
        command,
        { code: 0, output: expect.stringMatching(/^Nothing is stored: /), errors: '' },
      ])
    }
  })
})
