import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProcessSlots } from '../../../../server/vendors/kit/process-slots.ts'
import type { SlotRequest, SlotStore } from '../../../../server/vendors/kit/slot-store.ts'
import { createResilientSlots } from '../../../../server/vendors/slots/resilient-slots.ts'
import type { SharedSlots } from '../../../../server/vendors/slots/shared-slots.ts'

/** A shared store that can go away, lose everything, and be asked how it is used. */
function createStoreThatFails() {
  let slots = createProcessSlots()
  const state = { isAway: false }
  const check = () => {
    if (state.isAway) throw new Error('The store is away.')
  }
  const of = (account: string): SlotStore => ({
    isShared: true,
    async take(request) {
      check()
      return slots.of(account, 60_000).take(request)
    },
    async renew() {
      check()
    },
    async release(id, outcome) {
      check()
      return slots.of(account, 60_000).release(id, outcome)
    },
    async usage() {
      check()
      return slots.of(account, 60_000).usage()
    },
    async observe(budget) {
      check()
      return slots.of(account, 60_000).observe(budget)
    },
  })
  const shared: SharedSlots = { limitMs: 60_000, of, probe: async () => check(), close: async () => undefined }
  return {
    shared,
    state,
    loseEverything() {
      slots = createProcessSlots()
    },
  }
}

let store: ReturnType<typeof createStoreThatFails>
let gateway: SharedSlots
let account: SlotStore
let told: boolean[]
let calls = 0
const request = (own: Partial<SlotRequest> = {}): SlotRequest => ({
  id: `call-${(calls += 1)}`,
  windows: [{ name: 'at a time', calls: 2, windowMs: 0, most: 2 }],
  gates: [],
  probeMs: 1_000,
  ...own,
})
const isTaken = async (slots: SlotStore, own: Partial<SlotRequest> = {}) => 'id' in (await slots.take(request(own)))

beforeEach(async () => {
  store = createStoreThatFails()
  told = []
  gateway = createResilientSlots(store.shared, ({ isShared }) => told.push(isShared))
  account = gateway.of('autotask:1', 60_000)
  await expect.poll(() => account.isShared).toBe(true)
})
afterEach(() => gateway.close())

test('slots are those of the store while it answers', async () => {
  const other = store.shared.of('autotask:1', 60_000)
  expect([await isTaken(account), await isTaken(other), await isTaken(account)]).toEqual([true, true, false])
  expect(await account.usage()).toEqual({ calls: 2, observed: null })
  expect(told).toEqual([])
})

test('while the store is away, the process keeps to the limits with what is under way', async () => {
  expect(await isTaken(account)).toBe(true)
  store.state.isAway = true
  expect([await isTaken(account), await isTaken(account)]).toEqual([true, false])
  expect(account.isShared).toBe(false)
  await account.renew(['call-1'])
  await account.observe({ limit: 100, used: 50 })
  expect(await account.usage()).toMatchObject({ observed: { limit: 100, used: 50 } })
  expect(told).toEqual([false])
})

test('a store that comes back learns what is under way and which gates are closed', async () => {
  const first = request()
  await account.take(first)
  store.state.isAway = true
  expect(await isTaken(account)).toBe(true)
  await account.release('', { closes: [{ gate: 'limit', forMs: 60_000 }] })
  store.loseEverything()
  store.state.isAway = false
  await expect.poll(() => account.isShared).toBe(true)

  const other = store.shared.of('autotask:1', 60_000)
  expect(await isTaken(other)).toBe(false)
  expect(await other.take(request({ windows: [], gates: ['limit'] }))).toMatchObject({ closed: 'limit' })
  await account.release(first.id, {})
  expect(await isTaken(other)).toBe(true)
  expect(told).toEqual([false, true])
})

test('what ends while the store is away makes room in this process', async () => {
  const first = request()
  await account.take(first)
  store.state.isAway = true
  await account.release(first.id, {})
  expect(await isTaken(account)).toBe(true)
  expect(await isTaken(account)).toBe(true)
  expect(await isTaken(account)).toBe(false)
})

test('a store that is away at the start is told once, and used when it comes', async () => {
  await gateway.close()
  store.state.isAway = true
  gateway = createResilientSlots(store.shared, ({ isShared }) => told.push(isShared))
  account = gateway.of('autotask:2', 60_000)
  expect(await isTaken(account)).toBe(true)
  await expect.poll(() => told).toEqual([false])
  store.state.isAway = false
  await expect.poll(() => told).toEqual([false, true])
  expect(account.isShared).toBe(true)
})
