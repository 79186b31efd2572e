import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCache, type AccountCache, type CachePolicy, type ReadResult } from '../../../server/cache/cache.ts'
import type { Store } from '../../../server/cache/store.ts'
import { VendorError } from '../../../server/errors/vendor-error.ts'
import { countVendorCalls, recordVendorCall, runAs, vendorCallCause } from '../../../server/telemetry/vendor-calls.ts'

/** What a cache does over any store with values that may be loaded again behind an answer. */
export const revalidationTests = (openStore: () => Promise<Store>) => () => {
  let store: Store
  let now: number
  let cache: AccountCache
  let policy: CachePolicy
  let key: string
  let loads: number

  beforeAll(async () => {
    store = await openStore()
  })
  afterAll(() => store.close())
  beforeEach(async () => {
    now = Date.now()
    cache = createCache({ store, clock: () => now }).of('test')
    policy = { freshMs: 60_000, revalidateMs: 300_000, staleMs: 600_000, scope: randomUUID() }
    key = randomUUID()
    loads = 0
    await read()
    now += 60_000
  })

  const load = async () => ++loads
  const read = (loading: () => Promise<unknown> = load) => cache.read(policy, key, loading)
  const failure = (code: VendorError['code']) => new VendorError('HUBSPOT', code, code)
  const failing = (code: VendorError['code']) => async () => {
    loads += 1
    throw failure(code)
  }
  const loaded = (count: number) => expect.poll(() => loads, { interval: 5 }).toBe(count)
  const never = () => new Promise<never>(() => undefined)

  test('is answered at once and marked stale, and the new value is there for those who ask later', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const begun = await read(() => promise)
    resolve('new')
    await expect.poll(async () => (await read(never)).value, { interval: 5 }).toBe('new')

    expect(begun).toEqual({ value: 1, asOf: now - 60_000, stale: true, maxAgeSeconds: 60 })
    expect(await read(never)).toEqual({ value: 'new', asOf: now, stale: false, maxAgeSeconds: 60 })
  })

  test('is loaded once, however many ask meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<number>()
    const slow = () => {
      loads += 1
      return promise
    }
    const answers = await Promise.all(Array.from({ length: 100 }, () => read(slow)))
    await loaded(2)
    answers.push(...(await Promise.all(Array.from({ length: 100 }, () => read(slow)))))
    resolve(2)

    expect(new Set(answers.map(({ value }) => value))).toEqual(new Set([1]))
    expect(loads).toBe(2)
  })

  test('is loaded in the background: for the cause of a question, and counted for no request', async () => {
    const causes: string[] = []
    const counted = await countVendorCalls(async (count) => {
      await runAs('status', () =>
        read(async () => {
          causes.push(vendorCallCause())
          recordVendorCall()
          loads += 1
          return 'new'
        }),
      )
      await loaded(2)
      return count.sent
    })

    expect([counted, causes]).toEqual([0, ['question']])
  })

  test('goes on being loaded when a caller that has joined leaves', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    let cancelled: AbortSignal | undefined
    await cache.read(policy, key, (signal) => {
      cancelled = signal
      loads += 1
      return promise
    })
    await loaded(2)
    now += 300_000
    const leaving = new AbortController()
    const joined = cache.read(policy, key, never, { signal: leaving.signal })
    // What is asked of the store later is answered later, so that the other has joined by then.
    await cache.read(policy, `${key}:later`, async () => 'later')
    leaving.abort()
    resolve('new')

    expect([(await joined).value, cancelled?.aborted]).toEqual(['new', false])
  })

  test('is waited for once it is too old for that', async () => {
    now += 240_000

    expect(await read()).toEqual({ value: 2, asOf: now, stale: false, maxAgeSeconds: 60 })
  })

  test('is waited for after a refresh', async () => {
    await cache.refresh(policy.scope)
    now += 1

    expect(await read()).toEqual({ value: 2, asOf: now, stale: false, maxAgeSeconds: 60 })
  })

  test('is served on when its load fails, and the vendor left alone for ten seconds, for this key alone', async () => {
    const other = `${key}:other`
    now -= 60_000
    await cache.read(policy, other, load)
    now += 60_000
    await read(failing('VENDOR_UNAVAILABLE'))
    await loaded(3)
    now += 9_999
    const during = await read()
    await cache.read(policy, other, load)
    await loaded(4)
    now += 1
    const after = await read()
    await loaded(5)

    expect([during.value, during.stale, after.value, after.stale]).toEqual([1, true, 1, true])
  })

  test('is not served on when its load is refused', async () => {
    await read(failing('VENDOR_FORBIDDEN'))
    await loaded(2)
    await expect
      .poll(() => read(failing('VENDOR_FORBIDDEN')).catch((error: VendorError) => error.code))
      .toBe('VENDOR_FORBIDDEN')

    expect((await read(async () => 'allowed again')).value).toBe('allowed again')
  })

  test('is loaded along with what is missing, in one batch', async () => {
    const keys = [key, `${key}:missing`]
    const batches: (readonly string[])[] = []
    const found = await cache.readMany(policy, keys, async (names) => {
      batches.push(names)
      return new Map(names.map((name) => [name, 'new']))
    })

    expect([...found].map(([name, aged]) => [name, 'value' in aged && aged.value])).toEqual([
      [key, 1],
      [keys[1], 'new'],
    ])
    expect(batches).toEqual([[keys[1], key]])
    await expect.poll(async () => (await read(never)).value).toBe('new')
  })

  describe('values that are read together', () => {
    const many = () => Array.from({ length: 40 }, (_, index) => `${key}:${index}`)
    const behind = () => ({ freshMs: 100_000, revalidateMs: 200_000, staleMs: 200_000, scope: policy.scope })

    test('are loaded again at different times, in the last tenth of their freshness', async () => {
      const results: ReadResult[] = []
      const observer = { onRead: (result: ReadResult) => results.push(result), onLoad: () => undefined }
      const observed = createCache({ store, clock: () => now, observer }).of('test')
      const keys = many()
      const from = now
      const found: ReadResult[][] = []
      for (const ageMs of [0, 89_999, 95_000, 100_000]) {
        now = from + ageMs
        await Promise.all(keys.map((name) => observed.read(behind(), name, load)))
        found.push(results.splice(0))
      }
      const [cold, fresh, early = [], late] = found

      expect([cold, fresh, late]).toEqual([
        keys.map(() => 'loaded'),
        keys.map(() => 'fresh'),
        expect.not.arrayContaining(['loaded', 'failed']),
      ])
      // Of forty, fewer than five of either would be a chance of one in ten million.
      for (const result of ['fresh', 'revalidating'] as const)
        expect(early.filter((one) => one === result).length).toBeGreaterThan(4)
    })

    test('by one call are loaded again by one call', async () => {
      const keys = many()
      const batches: number[] = []
      const from = now
      for (let ageMs = 0; ageMs <= 150_000; ageMs += 2_000) {
        now = from + ageMs
        await cache.readMany(behind(), keys, async (names) => {
          batches.push(names.length)
          return new Map(names.map((name) => [name, 1]))
        })
        await cache.read(policy, randomUUID(), async () => 'later')
      }

      expect(batches).toEqual([40, 40])
    })
  })
}
