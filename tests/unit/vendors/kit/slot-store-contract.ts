import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlotRequest, SlotStore, SlotStores } from '../../../../server/vendors/kit/slot-store.ts'

/** A store under test, with its clock. */
export interface SlotStoresUnderTest {
  readonly stores: SlotStores
  /** The same slots, as another gateway sees them; the same stores where they are of one process. */
  readonly others: SlotStores
  /** Lets this much of the store's time pass, in milliseconds. */
  pass(ms: number): Promise<void>
  close?(): Promise<void>
}

/** The unit of the times below, in milliseconds: long enough for a store that answers over a network. */
const unit = 200

/** The contract of every slot store. */
export function describeSlotStore(open: () => Promise<SlotStoresUnderTest>): void {
  let under: SlotStoresUnderTest
  let accounts = 0
  let calls = 0
  let here: SlotStore
  let there: SlotStore

  beforeAll(async () => {
    under = await open()
  })
  afterAll(() => under.close?.())

  function startAccount() {
    accounts += 1
    here = under.stores.of(`test:${accounts}`, 10 * unit)
    there = under.others.of(`test:${accounts}`, 10 * unit)
  }
  const nextId = () => `call-${(calls += 1)}`
  const request = (own: Partial<SlotRequest>): SlotRequest => ({
    id: nextId(),
    windows: [],
    gates: [],
    probeMs: 10 * unit,
    ...own,
  })
  const concurrent = (limit: number, most = limit) => [{ name: 'at a time', calls: limit, windowMs: 0, most }]
  const perWindow = (limit: number, most = limit) => [{ name: 'rate', calls: limit, windowMs: unit, most }]
  const isTaken = async (store: SlotStore, own: Partial<SlotRequest>) => 'id' in (await store.take(request(own)))
  async function takeId(store: SlotStore, own: Partial<SlotRequest>): Promise<string> {
    const taken = await store.take(request(own))
    if (!('id' in taken)) throw new Error('There was no slot.')
    return taken.id
  }

  test('no more calls are under way than the window has, in all gateways together', async () => {
    startAccount()
    const first = await takeId(here, { windows: concurrent(2) })
    await takeId(there, { windows: concurrent(2) })
    expect(await isTaken(here, { windows: concurrent(2) })).toBe(false)
    expect(await there.take(request({ windows: concurrent(2) }))).toMatchObject({ closed: null })

    await here.release(first, {})
    expect(await isTaken(there, { windows: concurrent(2) })).toBe(true)
    expect(await isTaken(here, { windows: concurrent(2) })).toBe(false)
  })

  test('a slot of a window is free again one window after its release', async () => {
    startAccount()
    const id = await takeId(here, { windows: perWindow(1) })
    await under.pass(2 * unit)
    expect(await isTaken(there, { windows: perWindow(1) })).toBe(false)
    await here.release(id, {})
    const refused = await there.take(request({ windows: perWindow(1) }))
    expect(refused).toEqual({ freeInMs: expect.any(Number), closed: null })
    expect((refused as { freeInMs: number }).freeInMs).toBeLessThanOrEqual(unit)
    await under.pass(1.2 * unit)
    expect(await isTaken(there, { windows: perWindow(1) })).toBe(true)
  })

  test('a call that may still be under way at the vendor keeps its slot for so long', async () => {
    startAccount()
    const id = await takeId(here, { windows: concurrent(1) })
    await here.release(id, { holdMs: 2 * unit })
    expect(await isTaken(there, { windows: concurrent(1) })).toBe(false)
    await under.pass(2.2 * unit)
    expect(await isTaken(there, { windows: concurrent(1) })).toBe(true)
  })

  test('a slot that is given back unused is free at once, and was no call', async () => {
    startAccount()
    const id = await takeId(here, { windows: perWindow(1) })
    await here.release(id, { isUnused: true })
    expect((await there.usage()).calls).toBe(0)
    expect(await isTaken(there, { windows: perWindow(1) })).toBe(true)
    expect((await here.usage()).calls).toBe(1)
  })

  test('a call takes a slot in each of its windows, or none', async () => {
    startAccount()
    await takeId(here, { windows: concurrent(1) })
    expect(await isTaken(here, { windows: [...perWindow(1), ...concurrent(1)] })).toBe(false)
    expect(await isTaken(there, { windows: perWindow(1) })).toBe(true)
  })

  test('work that leaves some free gets no slot where as many are used as it may find', async () => {
    startAccount()
    await takeId(here, { windows: concurrent(3, 2) })
    await takeId(there, { windows: concurrent(3, 2) })
    expect(await isTaken(here, { windows: concurrent(3, 2) })).toBe(false)
    expect(await isTaken(here, { windows: concurrent(3) })).toBe(true)
  })

  test('the same id is the same slot, and is freed once', async () => {
    startAccount()
    const own = request({ windows: concurrent(2) })
    expect(await here.take(own)).toEqual({ id: own.id, probes: [] })
    expect(await here.take(own)).toEqual({ id: own.id, probes: [] })
    await takeId(there, { windows: concurrent(2) })
    await here.release(own.id, {})
    await here.release(own.id, {})
    await here.release('unknown', {})
    expect(await isTaken(there, { windows: concurrent(2) })).toBe(true)
    expect(await isTaken(there, { windows: concurrent(2) })).toBe(false)
  })

  test('a call that is under way already counts whatever is used or closed', async () => {
    startAccount()
    const id = await takeId(here, { windows: concurrent(1) })
    await here.release('none', { closes: [{ gate: 'account', forMs: 100 * unit }] })
    const forced = await takeId(there, { windows: concurrent(1), gates: ['account'], isForced: true })
    await here.release(id, {})
    expect(await isTaken(here, { windows: concurrent(1) })).toBe(false)
    await there.release(forced, {})
    expect(await isTaken(here, { windows: concurrent(1) })).toBe(true)
  })

  test('a closed gate lets nothing pass, in no gateway, and is tried by one call when its time is over', async () => {
    startAccount()
    await here.release('none', { closes: [{ gate: 'account', forMs: 2 * unit }] })
    const refused = await there.take(request({ gates: ['other', 'account'] }))
    expect(refused).toEqual({ freeInMs: expect.any(Number), closed: 'account' })
    expect((refused as { freeInMs: number }).freeInMs).toBeLessThanOrEqual(2 * unit)
    expect(await isTaken(there, { gates: ['other'] })).toBe(true)

    await under.pass(2.2 * unit)
    const tried = request({ gates: ['account', 'other'] })
    expect(await there.take(tried)).toEqual({ id: tried.id, probes: ['account'] })
    expect(await here.take(request({ gates: ['account'] }))).toMatchObject({ closed: 'account' })
    await there.release(tried.id, { opens: ['account'] })
    expect(await here.take(request({ id: 'free', gates: ['account'] }))).toEqual({ id: 'free', probes: [] })
  })

  test('a trial that fails closes the gate again; one that never ends leaves it to another call', async () => {
    startAccount()
    await here.release('none', { closes: [{ gate: 'account', forMs: 0 }] })
    const failed = request({ gates: ['account'] })
    expect(await here.take(failed)).toMatchObject({ probes: ['account'] })
    await here.release(failed.id, { closes: [{ gate: 'account', forMs: 2 * unit }] })
    expect(await isTaken(there, { gates: ['account'] })).toBe(false)
    await under.pass(2.2 * unit)
    expect(await here.take(request({ gates: ['account'], probeMs: 2 * unit }))).toMatchObject({ probes: ['account'] })
    expect(await isTaken(there, { gates: ['account'] })).toBe(false)
    await under.pass(2.2 * unit)
    expect(await there.take(request({ gates: ['account'] }))).toMatchObject({ probes: ['account'] })
  })

  test('a gate stays closed for the longest time that it was closed for', async () => {
    startAccount()
    await here.release('none', { closes: [{ gate: 'account', forMs: 100 * unit }] })
    await there.release('none', { closes: [{ gate: 'account', forMs: 1 }] })
    const refused = await here.take(request({ gates: ['account'] }))
    expect((refused as { freeInMs: number }).freeInMs).toBeGreaterThan(50 * unit)
  })

  test('a call that a gate or a used slot keeps does not try another gate', async () => {
    startAccount()
    const id = await takeId(here, { windows: concurrent(1) })
    await here.release('none', { closes: [{ gate: 'queue', forMs: 0 }] })
    expect(await isTaken(here, { windows: concurrent(1), gates: ['queue'] })).toBe(false)
    await here.release('none', { closes: [{ gate: 'account', forMs: 100 * unit }] })
    expect(await isTaken(here, { gates: ['queue', 'account'] })).toBe(false)
    await here.release(id, {})
    expect(await here.take(request({ windows: concurrent(1), gates: ['queue'] }))).toMatchObject({ probes: ['queue'] })
  })

  test('what is used is counted for all gateways, and since the vendor said how much it was', async () => {
    startAccount()
    expect(await here.usage()).toEqual({ calls: 0, observed: null })
    await takeId(here, {})
    await there.observe({ limit: 10_000, used: 6_000 })
    await takeId(there, {})
    await takeId(here, {})
    expect(await here.usage()).toEqual({
      calls: 3,
      observed: { limit: 10_000, used: 6_000, callsSince: 2, agoMs: expect.any(Number) },
    })
    await here.observe({ limit: 10_000, used: 100 })
    expect(await there.usage()).toMatchObject({ observed: { used: 100, callsSince: 0 } })
    await under.pass(11 * unit)
    expect(await there.usage()).toMatchObject({ calls: 0, observed: { used: 100 } })
  })

  test('accounts have nothing to do with each other', async () => {
    startAccount()
    await takeId(here, { windows: concurrent(1) })
    await here.release('none', { closes: [{ gate: 'account', forMs: 100 * unit }] })
    startAccount()
    expect(await isTaken(here, { windows: concurrent(1), gates: ['account'] })).toBe(true)
  })
}
