import { afterEach, describe, expect, test } from 'vitest'
import { allScopes, defaultAccess } from '../../../simulators/hubspot/access.ts'
import { hubspotCallWords } from '../../support/hubspot-calls.ts'
import { salesPageDocument } from '../../support/sales-page-document.ts'
import { startWorld, type World, type WorldOptions } from '../../support/world.ts'

let world: World
afterEach(() => world.close())

const start = async (options: WorldOptions = {}) =>
  (world = await startWorld({ sync: true, limits: false, ...options }))
const calls = async () => hubspotCallWords(await world.hubspot.requests())
const refresh = () => world.data('mutation { refresh(input: { scope: SALES }) { refreshedAt } }')

/** Number of owners in the replica; undefined where there are none listed. */
async function ownersKept(): Promise<number | undefined> {
  const { vendorStatus } = await world.data<{
    vendorStatus: { vendor: string; collections: { name: string; records: number }[] }[]
  }>('{ vendorStatus { vendor collections { name records } } }')
  const own = vendorStatus.find(({ vendor }) => vendor === 'HUBSPOT')?.collections
  return own?.find(({ name }) => name === 'Owners')?.records
}

const present = async () => (await world.hubspot.state()).owners.filter(({ archived }) => !archived)

describe('the owners', () => {
  test('are read once with the initial load, after the deals that the page waits for', async () => {
    await start({ scale: 1 })
    const asked = await calls()

    expect(asked.filter((word) => word === 'owners')).toEqual(['owners'])
    expect(asked.indexOf('owners')).toBeGreaterThan(asked.lastIndexOf('deals'))
    expect(await ownersKept()).toBe((await present()).length)
  })

  test('are read again by a refresh: those that came, and those that left', async () => {
    await start()
    const [first] = await present()
    const before = await ownersKept()
    await world.hubspot.records('owners', {
      upsert: [
        { id: first!.id, archived: true },
        { id: '99000001', email: 'new@msp.example', firstName: 'New', lastName: 'One' },
        { id: '99000002', email: 'newer@msp.example', firstName: 'Newer', lastName: 'One' },
      ],
    })
    await world.hubspot.clearRequests()
    await refresh()

    expect((await calls()).filter((word) => word === 'owners')).toEqual(['owners'])
    expect(await ownersKept()).toBe(before! + 1)
  })

  test('are read again within half an hour of questions, and by no delta', async () => {
    await start()
    await world.hubspot.records('owners', { upsert: { id: '99000001', email: 'new@msp.example' } })
    const count = (await present()).length
    await world.hubspot.clearRequests()
    await world.advanceClock(61_000)
    await world.data(salesPageDocument)
    await expect.poll(calls).toContain('search:deals')
    expect(await calls()).not.toContain('owners')
    await world.advanceClock(31 * 60_000)
    await world.data(salesPageDocument)

    await expect.poll(ownersKept).toBe(count)
  })

  test('stay as they are while HubSpot cannot list them, and deals go on', async () => {
    await start()
    const before = await ownersKept()
    const { deals } = await world.hubspot.state()
    await world.hubspot.fault({ match: '/owners', status: 500, times: -1 })
    await world.hubspot.records('deals', { upsert: { id: deals[0]!.id, properties: { dealname: 'Edited' } } })
    await refresh()

    expect(await world.data('{ deals(filter: { text: "Edited" }) { totalCount } }')).toEqual({
      deals: { totalCount: 1 },
    })
    expect(await ownersKept()).toBe(before)
  })
})

test('a token without the scope for owners has every figure of the page, and no owners', async () => {
  const scopes = allScopes.filter((scope) => scope !== 'crm.objects.owners.read')
  await start({ hubspot: { access: { ...defaultAccess, scopes } } })
  await refresh()
  const { body, headers } = await world.query(salesPageDocument)

  expect(body.errors).toBeUndefined()
  expect(headers.get('x-vendor-calls')).not.toBe(null)
  expect(await ownersKept()).toBe(0)
})
