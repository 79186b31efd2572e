import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCache, type AccountCache } from '../../../server/cache/cache.ts'
import { claimMs } from '../../../server/cache/store-types.ts'
import type { Store } from '../../../server/cache/store.ts'
import { VendorError } from '../../../server/errors/vendor-error.ts'

/** A gateway's part of a shared cache, with a clock of its own. */
interface Gateway {
  readonly store: Store
  readonly cache: AccountCache
  /** All that it has stored so far: keys are written side by side, in no order. */
  readonly written: readonly Promise<boolean>[]
  clock: number
  isKilled: boolean
}

const policy = () => ({ freshMs: 60_000, revalidateMs: 300_000, staleMs: 600_000, scope: randomUUID() })
const unavailable = () => new VendorError('HUBSPOT', 'VENDOR_UNAVAILABLE', 'It is away.', { retryAfterSeconds: 7 })

/** A load that ends when the test says so. */
function createHeldLoad() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const held = {
    loads: 0,
    load: () => {
      held.loads += 1
      return promise
    },
    land: (value: string) => resolve(value),
    fail: (error: Error) => reject(error),
    begun: () => expect.poll(() => held.loads, { interval: 5 }).toBe(1),
  }
  return held
}

/** What the caches of gateways that share a store do. @param openStore opens one more gateway's store, connected */
export const sharingTests = (openStore: () => Promise<Store>) => () => {
  let gateways: Gateway[]
  let one: Gateway
  let two: Gateway
  let three: Gateway
  let key: string

  beforeEach(async () => {
    const stores = await Promise.all([openStore(), openStore(), openStore()])
    gateways = stores.map((opened) => {
      const written: Promise<boolean>[] = []
      const store: Store = {
        ...opened,
        set(...given) {
          const writing = opened.set(...given)
          written.push(writing)
          return writing
        },
      }
      const gateway: Gateway = {
        store,
        written,
        clock: Date.now(),
        isKilled: false,
        cache: createCache({ store, clock: () => gateway.clock }).of('test'),
      }
      return gateway
    })
    ;[one, two, three] = gateways as [Gateway, Gateway, Gateway]
    key = randomUUID()
  })
  afterEach(() => Promise.all(gateways.filter(({ isKilled }) => !isKilled).map(({ store }) => store.close())))

  const advance = (ms: number) => {
    for (const gateway of gateways) gateway.clock += ms
  }
  /** Waits until what the gateway has stored so far has arrived. */
  const settled = ({ written }: Gateway) => Promise.all(written)
  const never = async () => {
    throw new Error('This must not be loaded.')
  }

  test('share values and refreshes', async () => {
    const shared = policy()
    const loaded = await one.cache.read(shared, key, async () => 'of one')
    await settled(one)
    const found = await two.cache.read(shared, key, never)
    advance(1)
    await one.cache.refresh(shared.scope)
    advance(1)

    expect(found).toEqual(loaded)
    expect(await two.cache.read(shared, key, async () => 'of two')).toMatchObject({ value: 'of two', stale: false })
  })

  test('load a missing value once, however many ask at the same time', async () => {
    const { loads, reads } = readEverywhere(20)
    const values = (await Promise.all(reads)).map(({ value }) => value)

    expect(new Set(values)).toEqual(new Set(['load 1']))
    expect(loads()).toBe(1)
  })

  test('revalidate a value once, behind answers that are there at once', async () => {
    const shared = policy()
    await one.cache.read(shared, key, async () => 'old')
    await settled(one)
    advance(61_000)
    const held = createHeldLoad()
    const reads = gateways.map(({ cache }) => cache.read(shared, key, held.load))

    expect((await Promise.all(reads)).map(({ value, stale }) => ({ value, stale }))).toEqual(
      gateways.map(() => ({ value: 'old', stale: true })),
    )
    await held.begun()
    held.land('new')
    for (const { cache } of gateways)
      await expect.poll(async () => (await cache.read(shared, key, held.load)).value).toBe('new')
    expect(held.loads).toBe(1)
  })

  test('each load in one batch what no other is loading', async () => {
    const shared = policy()
    const held = createHeldLoad()
    const first = one.cache.read(shared, `${key}:b`, held.load)
    await held.begun()
    const batches: (readonly string[])[] = []
    const many = two.cache.readMany(
      shared,
      ['a', 'b', 'c'].map((name) => `${key}:${name}`),
      async (keys) => {
        batches.push(keys)
        return new Map(keys.map((name) => [name, 'of two']))
      },
    )
    await expect.poll(() => batches.length, { interval: 5 }).toBe(1)
    held.land('of one')

    expect([...(await many)].map(([name, aged]) => [name, 'value' in aged && aged.value])).toEqual([
      [`${key}:a`, 'of two'],
      [`${key}:c`, 'of two'],
      [`${key}:b`, 'of one'],
    ])
    expect([batches, (await first).value]).toEqual([[[`${key}:a`, `${key}:c`]], 'of one'])
  })

  test('share a failure as one error, and leave the vendor alone', async () => {
    const shared = policy()
    await one.cache.read(shared, key, async () => 'old')
    await settled(one)
    advance(400_000)
    const held = createHeldLoad()
    const reads = gateways.map(({ cache }) => cache.read(shared, key, held.load))
    await held.begun()
    held.fail(unavailable())

    expect((await Promise.all(reads)).map(({ value, stale }) => ({ value, stale }))).toEqual(
      gateways.map(() => ({ value: 'old', stale: true })),
    )
    expect(held.loads).toBe(1)
    advance(9_000)
    for (const { cache } of gateways)
      expect(await cache.read(shared, key, never)).toMatchObject({ value: 'old', stale: true })
  })

  test('leave alone a vendor that another gateway saw fail, for that key only', async () => {
    const shared = policy()
    for (const name of ['bad', 'good']) await one.cache.read(shared, `${key}:${name}`, async () => 'old')
    await settled(one)
    advance(400_000)
    await one.cache.read(shared, `${key}:bad`, () => Promise.reject(unavailable()))
    await settled(one)

    expect(await two.cache.read(shared, `${key}:bad`, never)).toMatchObject({ value: 'old', stale: true })
    expect(await two.cache.read(shared, `${key}:good`, async () => 'new')).toMatchObject({ value: 'new', stale: false })
  })

  test('tell all who wait the same error where there is no old value, one for all keys of a batch', async () => {
    const shared = policy()
    const keys = ['a', 'b'].map((name) => `${key}:${name}`)
    const { promise, reject } = Promise.withResolvers<Map<string, string>>()
    let loads = 0
    const tries = gateways.map(({ store }) => vi.spyOn(store.claims!, 'take'))
    const reads = gateways.map(({ cache }) =>
      cache.readMany(shared, keys, () => {
        loads += 1
        return promise
      }),
    )
    await expect.poll(() => loads).toBe(1)
    // The loading one has tried once, and the others, who wait, again and again.
    await expect.poll(() => tries.filter(({ mock }) => mock.calls.length > 1)).toHaveLength(2)
    reject(unavailable())
    const errors = (await Promise.all(reads)).map((found) => [...new Set(found.values())])

    expect(errors).toEqual(gateways.map(() => [expect.objectContaining(unavailable())]))
    expect(errors.flat().map((error) => error instanceof VendorError && error.retryAfterSeconds)).toEqual([7, 7, 7])
    expect(loads).toBe(1)
  })

  test('do not share an error that is no vendor’s', async () => {
    const shared = policy()
    const bug = new TypeError('a bug')
    const held = createHeldLoad()
    const first = one.cache.read(shared, key, held.load)
    await held.begun()
    const second = two.cache.read(shared, key, async () => 'of two')
    held.fail(bug)

    await expect(first).rejects.toBe(bug)
    expect((await second).value).toBe('of two')
  })

  test('take over what a gateway was loading that has died, whatever its clock says', async () => {
    const shared = policy()
    one.clock += 3_600_000
    two.clock -= 3_600_000
    const held = createHeldLoad()
    void one.cache.read(shared, key, held.load)
    await held.begun()
    // As when it is killed: it neither renews its claims nor gives them up.
    await one.store.close()
    one.isKilled = true
    const begun = performance.now()

    expect((await two.cache.read(shared, key, async () => 'of two')).value).toBe('of two')
    expect(performance.now() - begun).toBeGreaterThan(claimMs / 2)
  })

  test('do not take over what is only slow', async () => {
    const shared = policy()
    const held = createHeldLoad()
    const first = one.cache.read(shared, key, held.load)
    await held.begun()
    const second = two.cache.read(shared, key, never)
    await new Promise((resolve) => setTimeout(resolve, claimMs + 1_000))
    held.land('late')

    expect([(await first).value, (await second).value]).toEqual(['late', 'late'])
  })

  test('load at once what a gateway was loading whose callers have left', async () => {
    const shared = policy()
    const held = createHeldLoad()
    const leaving = new AbortController()
    const first = one.cache.read(shared, key, held.load, { signal: leaving.signal })
    await held.begun()
    const second = two.cache.read(shared, key, async () => 'of two')
    leaving.abort()
    held.fail(new Error('aborted'))

    await expect(first).rejects.toThrow('aborted')
    expect((await second).value).toBe('of two')
  })

  test('keep apart what is too large to share: each loads it, without waiting for one another', async () => {
    const shared = policy()
    const large = { rows: Array.from({ length: 60_000 }, (_, id) => ({ id, text: 'x'.repeat(100) })) }
    const held = createHeldLoad()
    const first = one.cache.read(shared, key, async () => {
      await held.load()
      return large
    })
    await held.begun()
    let loads = 0
    const others = [two, three].map(({ cache }) =>
      cache.read(shared, key, async () => {
        loads += 1
        await expect.poll(() => loads, { interval: 5 }).toBe(2)
        return large
      }),
    )
    held.land('')

    expect((await Promise.all([first, ...others])).map(({ value }) => value.rows.length)).toEqual([
      60_000, 60_000, 60_000,
    ])
    expect((await two.cache.read(shared, key, never)).value).toBe(large)
  })

  describe('whose clocks disagree', () => {
    test('take no value for fresh for longer than it is', async () => {
      const shared = policy()
      one.clock += 3_600_000
      await one.cache.read(shared, key, async () => 'of one')
      await settled(one)
      const before = await two.cache.read(shared, key, never)
      two.clock += shared.revalidateMs

      expect(before).toEqual({
        value: 'of one',
        asOf: two.clock - shared.revalidateMs,
        stale: false,
        maxAgeSeconds: 60,
      })
      expect(await two.cache.read(shared, key, async () => 'of two')).toMatchObject({ value: 'of two', stale: false })
    })

    test('go on keeping values after a refresh from a clock that is ahead', async () => {
      const shared = policy()
      one.clock += 3_600_000
      await one.cache.refresh(shared.scope)
      await settled(one)
      await two.cache.read(shared, `${key}:before`, async () => 1)
      two.clock += 1
      const loaded = await two.cache.read(shared, key, async () => 'of two')

      expect(await two.cache.read(shared, key, never)).toEqual(loaded)
    })
  })

  /** Many reads of one key through every gateway, all begun together. */
  function readEverywhere(times: number) {
    const shared = policy()
    let loads = 0
    const reads = gateways.flatMap(({ cache }) =>
      Array.from({ length: times }, () =>
        cache.read(shared, key, async () => {
          loads += 1
          await new Promise((resolve) => setTimeout(resolve, 50))
          return `load ${loads}`
        }),
      ),
    )
    return { loads: () => loads, reads }
  }
}
