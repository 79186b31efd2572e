import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { allScopes, defaultAccess } from '../../../simulators/hubspot/access.ts'
import { countHubSpotCalls } from '../../support/hubspot-calls.ts'
import type { HubSpotState } from '../../support/hubspot-state.ts'
import { createVendorControl, type VendorControl } from '../../support/vendor-control.ts'
import {
  startGateway,
  startWorldSimulators,
  waitForReplica,
  type Gateway,
  type WorldOptions,
} from '../../support/world.ts'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'

const minute = 60_000
const salesDocument = `{
  crmSummary { companies deals totalDealValue { amount currency } openDealValue { amount } freshness { stale } }
  dealPipelines { id name totalDeals stages { id label dealCount } }
  deals(first: 50) { totalCount nodes { id name amount { amount } stage { label } } freshness { stale maxAgeSeconds } }
}`

interface Sales {
  crmSummary: { companies: number; deals: number; freshness: { stale: boolean } }
  deals: { totalCount: number; freshness: { stale: boolean; maxAgeSeconds: number } }
}

interface Statuses {
  vendorStatus: { vendor: string; collections: { name: string; complete: boolean }[] }[]
}

let simulators: Simulators
let hubspot: VendorControl<HubSpotState>
const gateways: Gateway[] = []

async function startAccount(options: WorldOptions = {}) {
  simulators = await startWorldSimulators({ limits: false, ...options })
  hubspot = createVendorControl<HubSpotState>(simulators.environment['HUBSPOT_BASE_URL'])
}

async function start(environment: Record<string, string> = {}): Promise<Gateway> {
  const gateway = await startGateway(simulators, { sync: true, environment })
  gateways.push(gateway)
  return gateway
}

afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()))
  await simulators.close()
})

describe.each(databaseKinds)('over %s', (kind) => {
  let databases: Databases
  let databaseUrl: string

  beforeAll(async () => {
    databases = await startDatabases(kind)
  })
  beforeEach(async () => {
    databaseUrl = await databases.create()
    await startAccount()
  })
  afterAll(() => databases.close())

  test('a gateway that starts while HubSpot is down answers sales from what is stored, marked stale', async () => {
    const before = await start({ DATABASE_URL: databaseUrl })
    await waitForReplica(before)
    const known = await before.data<Sales>(salesDocument)
    await before.close()
    gateways.splice(0)
    await hubspot.fault({ match: '.*', status: 503, times: -1 })
    simulators.clock.advance(60 * minute)
    const after = await start({ DATABASE_URL: databaseUrl })
    const answer = await after.data<Sales>(salesDocument)

    expect(known.deals.freshness).toEqual({ stale: false, maxAgeSeconds: 60 })
    expect(answer).toEqual({
      ...known,
      crmSummary: { ...known.crmSummary, freshness: { stale: true } },
      deals: { ...known.deals, freshness: { stale: true, maxAgeSeconds: 60 } },
    })

    await hubspot.clearFaults()
    simulators.clock.advance(6 * minute)
    await expect
      .poll(async () => (await after.data<Sales>(salesDocument)).deals.freshness.stale, { timeout: 20_000 })
      .toBe(false)
  })

  test('long ids come back from the database as they were', async () => {
    const { deals } = await hubspot.state()
    const id = '900719925474099'
    await hubspot.records('deals', { upsert: { id, properties: { dealname: 'A long number' } } })
    const before = await start({ DATABASE_URL: databaseUrl })
    await waitForReplica(before)
    await before.close()
    gateways.splice(0)
    await hubspot.fault({ match: '.*', status: 503, times: -1 })
    const after = await start({ DATABASE_URL: databaseUrl })

    expect(
      await after.data('{ deals(filter: { text: "A long number" }) { nodes { id } } crmSummary { deals } }'),
    ).toEqual({ deals: { nodes: [{ id }] }, crmSummary: { deals: deals.length + 1 } })
  })
})

test('HubSpot that takes three seconds keeps no question waiting whose data has just expired', async () => {
  await startAccount()
  const gateway = await start()
  await waitForReplica(gateway)
  const document = '{ crmSummary { companies deals } dealPipelines { totalDeals } deals { totalCount } }'
  await gateway.data(document)
  simulators.clock.advance(2 * minute)
  await hubspot.clearRequests()
  await hubspot.fault({ match: '.*', delayMs: 3_000, times: -1 })
  const begun = performance.now()
  await gateway.data(document)
  const tookMs = performance.now() - begun

  expect(tookMs).toBeLessThan(2_500)
  // Beside them the use of the account's budget may be asked for, and records be compared.
  await expect
    .poll(async () =>
      Object.keys(countHubSpotCalls(await hubspot.requests()))
        .filter((name) => name.startsWith('search:'))
        .toSorted(),
    )
    .toEqual(['search:companies', 'search:deals'])
})

describe('a token without one scope', () => {
  const without = (scope: string) => ({
    hubspot: { access: { ...defaultAccess, scopes: allScopes.filter((name) => name !== scope) } },
  })
  const document = '{ crmSummary { companies deals } }'
  const messageFor = (opens: string) =>
    `The access token of this gateway may not read ${opens} in HubSpot: it needs the scope crm.objects.${opens}.read, and the account a plan that has it (docs/hubspot.md).`

  test.each([
    ['companies', 'deals'],
    ['deals', 'companies'],
  ] as const)('for %s names it, and has %s as ever', async (refused, allowed) => {
    await startAccount(without(`crm.objects.${refused}.read`))
    const gateway = await start()
    const ask = async (name: string) => (await gateway.query(`{ crmSummary { ${name} } }`)).body
    const expected = ((await hubspot.state())[allowed] as unknown[]).length
    await expect
      .poll(async () => {
        await ask(allowed)
        const { vendorStatus } = await gateway.data<Statuses>(
          '{ vendorStatus { vendor collections { name complete } } }',
        )
        const collections = vendorStatus.find(({ vendor }) => vendor === 'HUBSPOT')?.collections ?? []
        return collections.filter(({ name }) => name.toLowerCase() === allowed).map(({ complete }) => complete)
      })
      .toEqual([true])

    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await ask(allowed)).toEqual({ data: { crmSummary: { [allowed]: expected } } })
      const { errors } = await ask(refused)
      expect(errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
        [messageFor(refused), 'VENDOR_FORBIDDEN'],
      ])
    }
    expect((await gateway.query(document)).body.errors?.length).toBe(1)
  })

  test('taken away later is named too, rather than hidden by what is known', async () => {
    await startAccount()
    const gateway = await start()
    await waitForReplica(gateway)
    await gateway.data(document)
    const body = {
      status: 'error',
      message: 'This app has not been granted all required scopes',
      category: 'MISSING_SCOPES',
    }
    await hubspot.fault({ match: 'objects/companies', status: 403, body, times: -1 })
    simulators.clock.advance(2 * minute)
    await gateway.query('mutation { refresh(input: { scope: SALES }) { refreshedAt } }')
    const answer = await gateway.query(document)

    expect(answer.body.errors?.map(({ message }) => message)).toEqual([messageFor('companies')])
    expect((await gateway.query('{ crmSummary { deals } }')).body.errors).toBe(undefined)
  })
})
