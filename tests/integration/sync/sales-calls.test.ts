import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { salesActivityDocument, salesCollections, waitForSalesReplica } from '../../support/sales-activity.ts'
import { startWorld, type World } from '../../support/world.ts'

let world: World
afterEach(() => world.close())

const refresh = () => world.data('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')
const figures = (range = '') => `{ salesActivity${range} {
  phoneCalls { total } conversations { total } appointments upcomingAppointments funnel { label count amount }
  freshness { stale maxAgeSeconds }
} }`

const year = { preset: 'LAST_365_DAYS' }

/** What every to-do and note needs: a phone call. */
const activity = { companyID: 0, actionType: 1, endDateTime: '2026-03-17T17:00:00Z' }
const call = { ...activity, assignedResourceID: 4, name: 'A call', note: '' }
const toDo = { ...activity, assignedToResourceID: 4, activityDescription: 'Another call' }

interface Totals {
  phoneCalls: { total: number }
  appointments: number
  funnel: { amount: string }[]
}
const totals = async () => (await world.data<{ salesActivity: Totals }>(figures())).salesActivity

/** The entities of sales activity that Autotask was asked for, in order. */
async function salesCalls(): Promise<string[]> {
  const asked = (await world.requests()).map(({ path }) => /V1\.0\/(\w+)\/query/i.exec(path)?.[1] ?? '')
  return asked.filter((entity) => salesCollections.includes(entity))
}

/** Names of Autotask's collections with their number of records. */
async function collections(): Promise<Record<string, number>> {
  const { vendorStatus } = await world.data<{
    vendorStatus: { vendor: string; collections: { name: string; records: number }[] }[]
  }>('{ vendorStatus { vendor collections { name records } } }')
  const own = vendorStatus.find(({ vendor }) => vendor === 'AUTOTASK')?.collections ?? []
  return Object.fromEntries(own.map(({ name, records }) => [name, records]))
}

/** A few looks for work later. */
const later = () => new Promise((resolve) => setTimeout(resolve, 2_500))

describe('before the first question about sales activity', () => {
  beforeEach(async () => {
    world = await startWorld({ sync: true, limits: false })
  })

  test('nothing of it is asked, stored or listed, whatever else is asked and refreshed', async () => {
    await refresh()
    await world.advanceClock(21 * 3_600_000)
    await world.data('{ tickets(first: 1) { totalCount } }')
    await refresh()
    await later()

    expect(await salesCalls()).toEqual([])
    expect(Object.keys(await collections()).filter((name) => salesCollections.includes(name))).toEqual([])
  })

  test('nothing of it is asked while the feature is off', async () => {
    await world.query(
      'mutation { setFeatureFlag(input: { key: "autotask_sales_activity", enabled: false }) { userErrors { message } } }',
      {},
      { role: 'admin' },
    )
    const { body } = await world.query(figures())
    await later()

    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['FEATURE_DISABLED'])
    expect(await salesCalls()).toEqual([])
  })

  test('the first one is asked of Autotask, and the load behind it costs a call per entity and year', async () => {
    const first = await world.query(figures())
    await waitForSalesReplica(world)

    // Each entity, appointments twice (those of the range and upcoming ones), and three picklists.
    expect(first.headers.get('x-vendor-calls')).toBe('8')
    // 25 months are parts of three years here.
    expect((await salesCalls()).length).toBeLessThanOrEqual(salesCollections.length + 1 + 3 * salesCollections.length)
    const { CompanyToDos, CompanyNotes, Opportunities, Appointments } = await world.state()
    expect(await collections()).toMatchObject({
      CompanyToDos: CompanyToDos.length,
      CompanyNotes: CompanyNotes.length,
      Opportunities: Opportunities.length,
      Appointments: Appointments.length,
    })
  })
})

describe('once it was asked for', () => {
  beforeEach(async () => {
    world = await startWorld({ sync: true, limits: false })
    await waitForSalesReplica(world)
    await world.data(salesActivityDocument, { range: year })
    await world.clearRequests()
  })

  test('figures, events and any sub-range of the replica cost no call', async () => {
    const answers = [
      await world.query(salesActivityDocument, { range: year }),
      await world.query(figures('(range: { from: "2025-11-03", to: "2026-01-17" })')),
      await world.query(figures('(range: { preset: TODAY })')),
    ]

    expect(answers.map(({ headers }) => headers.get('x-vendor-calls'))).toEqual(['0', '0', '0'])
    expect(answers.map(({ body }) => body.errors)).toEqual([undefined, undefined, undefined])
    expect(await salesCalls()).toEqual([])
  })

  test('is as fresh as tickets are', async () => {
    expect(await world.data('{ salesActivity { freshness { stale maxAgeSeconds } } }')).toEqual({
      salesActivity: { freshness: { stale: false, maxAgeSeconds: 60 } },
    })
    await world.advanceClock(90_000)
    await world.fault({ match: 'CompanyNotes/query', status: 500, times: -1 })

    expect(await world.data('{ salesActivity { freshness { stale maxAgeSeconds } } }')).toEqual({
      salesActivity: { freshness: { stale: true, maxAgeSeconds: 60 } },
    })
  })

  test('a refresh after edits of every entity is one call for each, and shows them', async () => {
    const { Appointments, Opportunities } = await world.state()
    const before = await totals()
    await world.records('Appointments', {
      upsert: Appointments.slice(0, 20).map(({ id }) => ({ id, startDateTime: '2026-03-16T15:00:00Z' })),
    })
    await world.records('Opportunities', { upsert: Opportunities.slice(0, 5).map(({ id }) => ({ id, amount: 0 })) })
    await world.records('CompanyNotes', { upsert: { ...call, startDateTime: '2026-03-17T15:00:00Z' } })
    await world.records('CompanyToDos', { upsert: { ...toDo, startDateTime: '2026-03-17T16:00:00Z' } })
    await world.advanceClock(61_000)
    await refresh()
    const after = await totals()

    expect((await salesCalls()).toSorted()).toEqual(salesCollections.toSorted())
    expect(after.phoneCalls.total).toBe(before.phoneCalls.total + 2)
    expect(after.appointments).toBeGreaterThan(before.appointments)
  })

  test('an opportunity whose edit moved no date shows within half an hour of questions', async () => {
    const { Opportunities } = await world.state()
    const amount = async () => (await totals()).funnel[0]?.amount
    const before = await amount()
    const created = Opportunities.find(({ createDate }) => createDate >= '2026-03-05')
    await world.records('Opportunities', { upsert: { ...created, amount: 9_999_999 } })
    await world.advanceClock(31 * 60_000)

    await expect.poll(amount).not.toBe(before)
  })

  test('an hour of questions costs a delta a minute, and little else', async () => {
    for (let minute = 0; minute < 60; minute++) {
      await world.advanceClock(60_000)
      await totals()
      await expect.poll(async () => (await salesCalls()).length).toBeGreaterThanOrEqual(4 * (minute + 1))
    }

    // Opportunities are read whole twice, and one year is reconciled at most.
    expect((await salesCalls()).length).toBeLessThanOrEqual(4 * 62 + 2 + 4)
  })

  test('nothing of it is asked while only tickets are', async () => {
    await world.advanceClock(10 * 60_000)
    await world.data('{ tickets(first: 1) { totalCount } }')
    await later()
    await world.clearRequests()
    await world.advanceClock(21 * 3_600_000)
    await world.data('{ tickets(first: 1) { totalCount } }')
    await later()

    expect(await salesCalls()).toEqual([])
  })

  test('a range that begins before the horizon is asked of Autotask whole', async () => {
    const { headers, body } = await world.query(figures('(range: { from: "2024-01-31", to: "2024-03-02" })'))

    expect(body.errors).toBeUndefined()
    // Upcoming appointments are in the replica.
    expect(headers.get('x-vendor-calls')).toBe('4')
    expect((await salesCalls()).toSorted()).toEqual(salesCollections.toSorted())
  })

  test('its records are counted in the metrics under their own names', async () => {
    const text = await (await fetch(`${world.url}/metrics`)).text()
    const own = await collections()
    for (const name of salesCollections) {
      expect(text).toContain(`gateway_sync_records{collection="${name}"} ${own[name]}`)
      expect(text).toContain(`gateway_sync_lag_seconds{collection="${name}"}`)
    }
  })
})

test('where Autotask refuses one of the entities, the figures of the others are answered as before', async () => {
  world = await startWorld({ sync: true, limits: false })
  const refusal = {
    errors: ['The logged in Resource does not have the adequate permissions to query this entity type.'],
  }
  await world.fault({ match: 'Opportunities/query', status: 500, body: refusal, times: -1 })
  for (let round = 0; round < 2; round++) {
    const { body } = await world.query(figures())

    expect(body.data).toEqual({ salesActivity: null })
    await later()
  }
  const { body } = await world.query('{ salesActivity { appointments conversations { total } } }')
  expect(body.errors).toBeUndefined()
})
