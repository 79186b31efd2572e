import { afterEach, beforeEach, expect, test } from 'vitest'
import { usualChangeTimes } from '../../../server/changes/change-times.ts'
import { startWait, waitForDelivery, type WaitOptions } from '../../../server/changes/wait-for-delivery.ts'
import { DatabaseUnavailableError } from '../../../server/database/database-unavailable-error.ts'
import { openStore, startAt, type Store } from './open-store.ts'

/** Longer than a test may take. */
const long = 1_000_000

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

/** A wait of which each outcome is one of these, in turn. */
function setUp(outcomes: (() => unknown)[], options: Partial<WaitOptions> = {}) {
  const waits: number[] = []
  const delivery = {
    isClosing: false,
    async nextOutcome(ms: number) {
      waits.push(ms)
      const next = outcomes.shift()
      if (!next) throw new Error('Nothing more happens.')
      await next()
    },
  }
  return { waits, delivery, options: { records: store.records, delivery, times: usualChangeTimes, ...options } }
}
const cancel = (id: string) => store.states.cancel(id, { by: 'Olga', at: startAt })

test('a wait ends at the state that a change has once it is no longer PENDING', async () => {
  const change = await store.insert('a')
  const { options, waits } = setUp([() => undefined, () => cancel(change.id)])
  const found = await waitForDelivery(options, change, startWait({}, long))

  expect(found.state).toBe('CANCELLED')
  // Another replica may deliver it: it is read four times per poll.
  expect(waits).toEqual([250, 250])
})

test('what is not PENDING is not waited for', async () => {
  const change = await store.insert('a')
  await cancel(change.id)
  const ended = await store.find(change.id)
  const { options, waits } = setUp([])

  expect(await waitForDelivery(options, ended, startWait({}, long))).toBe(ended)
  expect(waits).toEqual([])
})

test('nothing is waited for where the gateway is closing, the caller is gone or has no time', async () => {
  const change = await store.insert('a')
  const { options, waits, delivery } = setUp([])
  expect(await waitForDelivery(options, change, startWait({ signal: AbortSignal.abort() }, long))).toBe(change)
  expect(await waitForDelivery(options, change, startWait({ waitMs: 0 }, long))).toBe(change)
  delivery.isClosing = true
  expect(await waitForDelivery(options, change, startWait({}, long))).toBe(change)

  expect(waits).toEqual([])
})

test('a wait is not longer than the caller’s time', async () => {
  const change = await store.insert('a')
  const { options, waits, delivery } = setUp([() => (delivery.isClosing = true)])
  await waitForDelivery(options, change, startWait({ waitMs: 100 }, long))

  expect(waits[0]).toBeGreaterThan(0)
  expect(waits[0]).toBeLessThanOrEqual(100)
})

test('a change that is not there any more stays as it was', async () => {
  const change = await store.insert('a')
  const { options, delivery } = setUp([() => (delivery.isClosing = true)], { records: { find: async () => null } })

  expect(await waitForDelivery(options, change, startWait({}, long))).toBe(change)
})

test('a database that is away meanwhile does not suggest that the change is not stored; another fault is one', async () => {
  const change = await store.insert('a')
  const failing = (fault: Error) => {
    const find = () => Promise.reject<null>(fault)
    return setUp([() => undefined], { records: { find } }).options
  }

  const away = failing(new DatabaseUnavailableError(new Error('gone')))
  expect(await waitForDelivery(away, change, startWait({}, long))).toBe(change)
  await expect(waitForDelivery(failing(new Error('fault')), change, startWait({}, long))).rejects.toThrow('fault')
})

test('a wait takes as long as the caller says, and as usual where that is not said', () => {
  const { signal } = new AbortController()
  const before = performance.now()
  const [given, usual] = [startWait({ signal, waitMs: 0 }, long), startWait({}, long)]
  const after = performance.now()

  expect([given.signal, given.waitMs, usual.signal, usual.waitMs]).toEqual([signal, 0, undefined, long])
  expect(given.until).toBeLessThanOrEqual(after)
  expect(usual.until).toBeGreaterThanOrEqual(before + long)
})
