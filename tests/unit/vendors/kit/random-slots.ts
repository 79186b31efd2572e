import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { SlotStore } from '../../../../server/vendors/kit/slot-store.ts'
import { createRandom } from '../../../support/random.ts'
import { ofSweep, seedsFrom1 } from '../../../support/seeds.ts'
import type { SlotStoresUnderTest } from './slot-store-contract.ts'

/** A call as the vendor sees it; times are of the store's clock. */
interface SeenCall {
  readonly id: string
  readonly owner: SlotStore
  readonly window: (typeof windows)[number]
  /** The vendor counts it at some time between its slot and its answer. */
  arrivedAt: number
  isUnderWay: boolean
}

const atATime = { name: 'at a time', calls: 3, windowMs: 0, most: 3 }
const windows = [
  [atATime],
  [atATime, { name: 'second', calls: 4, windowMs: 1_000, most: 4 }],
  [
    { name: 'second', calls: 4, windowMs: 1_000, most: 4 },
    { name: 'ten seconds', calls: 9, windowMs: 10_000, most: 9 },
  ],
] as const

const seeds = seedsFrom1(ofSweep({ usual: 1, whole: 3 }))

/** The limits of an account under owners that work at the same time, for as long as they like, and die. */
export function describeRandomSlots(open: () => Promise<SlotStoresUnderTest>): void {
  let under: SlotStoresUnderTest
  beforeAll(async () => {
    under = await open()
  })
  afterEach(() => vi.restoreAllMocks())
  afterAll(() => under.close?.())

  test.each(seeds)('three owners never exceed a window, whatever their clocks say (seed %i)', async (seed) => {
    const random = createRandom(seed)
    const realNow = Date.now
    vi.spyOn(Date, 'now').mockImplementation(() => realNow() + random.below(86_400_000))
    const owners = [under.stores, under.others, under.stores].map((stores) => stores.of(`random:${seed}`, 60_000))
    const seen: SeenCall[] = []
    let now = 0
    let count = 0

    const takeOne = async (owner: SlotStore) => {
      const id = `${seed}-${(count += 1)}`
      const window = random.pick(windows)
      const taken = await owner.take({ id, windows: window, gates: [], probeMs: 1_000 })
      if ('id' in taken) seen.push({ id, owner, window, arrivedAt: now, isUnderWay: true })
    }
    const endOne = async (call: SeenCall) => {
      call.isUnderWay = false
      call.arrivedAt = call.arrivedAt + random.below(now - call.arrivedAt + 1)
      await call.owner.release(call.id, {})
    }

    for (let round = 0; round < 60; round++) {
      await Promise.all(owners.flatMap((owner) => Array.from({ length: random.below(5) }, () => takeOne(owner))))
      expect(
        seen.filter((call) => call.isUnderWay && call.window.some(({ name }) => name === atATime.name)).length,
      ).toBeLessThanOrEqual(3)
      const passedMs = random.below(1_500)
      await under.pass(passedMs)
      now += passedMs
      for (const owner of new Set(owners)) {
        await owner.renew(seen.filter((call) => call.isUnderWay && call.owner === owner).map(({ id }) => id))
      }
      await Promise.all(seen.filter((call) => call.isUnderWay && random.chance(1 / 3)).map(endOne))
    }

    expect(seen.length).toBeGreaterThan(60)
    for (const { name, calls, windowMs } of windows.flat()) {
      const arrivals = seen
        .filter(({ window }) => window.some((each) => each.name === name))
        .map(({ arrivedAt }) => arrivedAt)
      const inWindow = arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + windowMs).length)
      if (windowMs > 0) expect(Math.max(...inWindow), name).toBeLessThanOrEqual(calls)
    }
  })
}
