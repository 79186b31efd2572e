import { afterAll, beforeAll, expect, test } from 'vitest'
import { slotLeaseMs, type SlotRequest, type SlotStore } from '../../../server/vendors/kit/slot-store.ts'
import type { SlotStoresUnderTest } from '../../unit/vendors/kit/slot-store-contract.ts'

/** What only slots need that several gateways share: gateways that die, take turns, lose the store, and stay away. */
export function describeSharedSlots(open: () => Promise<SlotStoresUnderTest>): void {
  let under: SlotStoresUnderTest
  let accounts = 0
  let calls = 0
  beforeAll(async () => {
    under = await open()
  })
  afterAll(() => under.close?.())

  function startAccount(): [here: SlotStore, there: SlotStore] {
    const account = `shared:${(accounts += 1)}`
    return [under.stores.of(account, 60_000), under.others.of(account, 60_000)]
  }
  const nextId = () => `call-${(calls += 1)}`
  const concurrent = (limit: number, most = limit) => [{ name: 'at a time', calls: limit, windowMs: 0, most }]
  const request = (own: Partial<SlotRequest> = {}): SlotRequest => ({
    id: nextId(),
    windows: concurrent(1),
    gates: [],
    probeMs: 1_000,
    ...own,
  })
  const isTaken = async (store: SlotStore, own: Partial<SlotRequest> = {}) => 'id' in (await store.take(request(own)))

  test('a gateway that dies gives its slots back within ten seconds', async () => {
    const [here, there] = startAccount()
    expect(await isTaken(there)).toBe(true)
    await under.pass(slotLeaseMs - 1)
    expect(await isTaken(here)).toBe(false)
    await under.pass(2_000)
    expect(await isTaken(here)).toBe(true)
  })

  test('a call that is renewed keeps its slot, however long it takes', async () => {
    const [here, there] = startAccount()
    const id = nextId()
    await there.take(request({ id }))
    for (let seconds = 0; seconds < 30; seconds += 2) {
      await there.renew([id, 'unknown'])
      await under.pass(2_000)
      expect(await isTaken(here)).toBe(false)
    }
    await there.renew([])
    await there.release(id, {})
    await there.renew([id])
    expect(await isTaken(here)).toBe(true)
  })

  test('a gateway that comes back after its slot was given away frees nothing', async () => {
    const [here, there] = startAccount()
    const id = nextId()
    await there.take(request({ id }))
    await under.pass(slotLeaseMs)
    expect(await isTaken(here)).toBe(true)
    await there.renew([id])
    await there.release(id, {})
    await there.release(id, { isUnused: true })
    expect(await isTaken(there)).toBe(false)
    expect((await here.usage()).calls).toBe(2)
  })

  test('gateways that wait for the same slot take turns', async () => {
    const [here, there] = startAccount()
    let held = nextId()
    await here.take(request({ id: held }))
    const taken = { here: 0, there: 0 }
    for (let round = 0; round < 40; round++) {
      // Both have more to do; the one that releases asks first, as it knows of it first.
      expect(await isTaken(here)).toBe(false)
      expect(await isTaken(there)).toBe(false)
      await under.pass(10)
      const [owner, other] = round === 0 || taken.here > taken.there ? [here, there] : [there, here]
      await owner.release(held, {})
      for (const store of [owner, other]) {
        const id = nextId()
        if (!('id' in (await store.take(request({ id }))))) continue
        held = id
        taken[store === here ? 'here' : 'there'] += 1
        break
      }
    }
    expect(Math.abs(taken.here - taken.there)).toBeLessThanOrEqual(1)
  })

  test('a turn that is not taken is given to others', async () => {
    const [here, there] = startAccount()
    const id = nextId()
    await here.take(request({ id }))
    expect(await isTaken(there)).toBe(false)
    await under.pass(10)
    expect(await isTaken(here)).toBe(false)
    await here.release(id, {})
    expect(await isTaken(here)).toBe(false)
    await under.pass(1_000)
    expect(await isTaken(here)).toBe(true)
  })

  test('background work that waits keeps no slot from users that it may not take itself', async () => {
    const [here, there] = startAccount()
    const ids = [nextId(), nextId()]
    for (const id of ids) await here.take(request({ id, windows: concurrent(3) }))
    expect(await isTaken(there, { windows: concurrent(3, 2) })).toBe(false)
    await under.pass(10)
    expect(await isTaken(here, { windows: concurrent(3) })).toBe(true)
  })

  test('a store that lost everything takes back what is under way', async () => {
    const [here, there] = startAccount()
    expect(await isTaken(here, { isForced: true })).toBe(true)
    expect(await isTaken(here, { isForced: true })).toBe(true)
    expect(await isTaken(there, { windows: concurrent(2) })).toBe(false)
  })

  test.each([
    ['no number', Number.NaN],
    ['negative', -5_000],
    ['without end', Infinity],
  ])('durations and counts that are %s break nothing', async (_, absurd) => {
    const [here, there] = startAccount()
    const windows = [{ name: 'rate’s "window" \\ {x}', calls: absurd, windowMs: absurd, most: absurd }]
    const id = `${nextId()} ' " \\ {é} ${'x'.repeat(300)}`
    expect(await here.take(request({ id, windows, probeMs: absurd }))).toEqual({ id, probes: [] })
    await here.release(id, { holdMs: absurd, closes: [{ gate: 'gate', forMs: absurd }] })
    expect(await there.take(request({ windows: [], gates: ['gate'] }))).toEqual(
      absurd === Infinity
        ? { closed: 'gate', freeInMs: expect.any(Number) }
        : { id: expect.any(String), probes: ['gate'] },
    )
    await there.observe({ limit: 10_000, used: 12_000 })
    expect((await here.usage()).observed).toMatchObject({ limit: 10_000, used: 12_000 })
  })
}
