import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCache, type AccountCache, type CachePolicy } from '../../../server/cache/cache.ts'
import type { Store } from '../../../server/cache/store.ts'
import type { VendorErrorCode } from '../../../server/errors/codes.ts'
import { VendorError } from '../../../server/errors/vendor-error.ts'

const failure = (code: VendorErrorCode) => new VendorError('AUTOTASK', code, code)

/** What a cache does over any store. @param openStore opens one that takes values already */
export const cacheTests = (openStore: () => Promise<Store>) => () => {
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
  beforeEach(() => {
    now = Date.now()
    cache = createCache({ store, clock: () => now }).of('test')
    policy = { freshMs: 60_000, staleMs: 600_000, scope: randomUUID() }
    key = randomUUID()
    loads = 0
  })

  const load = async () => ({ load: ++loads })
  const failing = (code: VendorErrorCode) => async () => {
    loads += 1
    throw failure(code)
  }
  const read = (loading: () => Promise<unknown> = load) => cache.read(policy, key, loading)

  describe('a load', () => {
    const hanging = () => {
      const { promise, resolve } = Promise.withResolvers<object>()
      const seen: AbortSignal[] = []
      const loading = (cancelled: AbortSignal) => {
        seen.push(cancelled)
        return promise
      }
      return { loading, seen, land: () => resolve({ landed: true }) }
    }

    test('is cancelled once all who wait for it are gone, and the next starts anew', async () => {
      const { loading, seen, land } = hanging()
      const [one, two] = [new AbortController(), new AbortController()]
      const reads = [one, two].map(({ signal }) => cache.read(policy, key, loading, { signal }))
      await expect.poll(() => seen.length).toBe(1)
      one.abort()
      expect(seen[0]?.aborted).toBe(false)
      two.abort()
      expect(seen[0]?.aborted).toBe(true)

      expect(await read()).toMatchObject({ value: { load: 1 } })
      land()
      await Promise.all(reads)
    })

    test('goes on while a caller without a signal waits, or another has joined', async () => {
      const { loading, seen, land } = hanging()
      const leaving = new AbortController()
      const reads = [cache.read(policy, key, loading, { signal: leaving.signal }), cache.read(policy, key, loading)]
      await expect.poll(() => seen.length).toBe(1)
      leaving.abort()
      land()

      expect((await Promise.all(reads)).map(({ value }) => value)).toEqual([{ landed: true }, { landed: true }])
      expect(seen.map(({ aborted }) => aborted)).toEqual([false])
    })

    test('of many keys is cancelled only when no caller waits for any of them', async () => {
      const { promise, resolve } = Promise.withResolvers<Map<string, number>>()
      const leaving = new AbortController()
      let cancelled: AbortSignal | undefined
      const keys = [`${key}:1`, `${key}:2`]
      const many = cache.readMany(
        policy,
        keys,
        (_, signal) => {
          cancelled = signal
          return promise
        },
        { signal: leaving.signal },
      )
      await expect.poll(() => cancelled !== undefined).toBe(true)
      const one = cache.read(policy, keys[1]!, load)
      // What is asked of the store later is answered later, so that one has joined by then.
      await cache.read(policy, `${key}:later`, async () => 'later')
      leaving.abort()
      resolve(new Map(keys.map((name, index) => [name, index])))
      await many

      expect([cancelled?.aborted, (await one).value, loads]).toEqual([false, 1, 0])
    })
  })

  test('a value is loaded once while it is fresh, and dated by when it was asked for', async () => {
    const asked = now
    const first = await read()
    now += 59_999

    expect(await read()).toEqual(first)
    expect({ first, loads }).toEqual({
      first: { value: { load: 1 }, asOf: asked, stale: false, maxAgeSeconds: 60 },
      loads: 1,
    })
  })

  test('a value that is not fresh any more is loaded again', async () => {
    await read()
    now += 60_000

    expect(await read()).toEqual({ value: { load: 2 }, asOf: now, stale: false, maxAgeSeconds: 60 })
  })

  test.each([null, false, 0, '', [], {}])('the value %j is one like any other', async (value) => {
    await read(async () => value)

    expect(await read()).toEqual({ value, asOf: now, stale: false, maxAgeSeconds: 60 })
  })

  test('a value is in the store at once, however its write and the next read overtake each other', async () => {
    const keys = Array.from({ length: 500 }, (_, index) => `${key}:${index}`)
    const found: unknown[] = []
    for (const [index, one] of keys.entries()) {
      const written = store.set(one, index, 60_000)
      // From the shortest wait there is between a load and the next read to one in which the value has arrived.
      for (let turns = 1 + (index % 5); turns > 0; turns--) await Promise.resolve()
      found.push(...(await store.getMany([one])))
      if (index % 2 === 1) await written
    }

    expect(found).toEqual(keys.map((_, index) => index))
  })

  test('all who ask at the same time wait for one load', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const readers = Array.from({ length: 50 }, () =>
      read(() => {
        loads += 1
        return promise
      }),
    )
    resolve('value')

    expect(new Set((await Promise.all(readers)).map(({ value }) => value))).toEqual(new Set(['value']))
    expect(loads).toBe(1)
  })

  test('all who ask at the same time share one failure', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => read(failing('VENDOR_UNAVAILABLE'))))

    expect(new Set(results.map((result) => (result.status === 'rejected' ? result.reason : result))).size).toBe(1)
    expect(loads).toBe(1)
  })

  test('a value is not served to another account, nor to code of another version', async () => {
    await read()
    const others = [
      createCache({ store, clock: () => now }).of('another'),
      createCache({ store, clock: () => now, codeVersion: 'another' }).of('test'),
    ]

    expect(await Promise.all(others.map((other) => other.read(policy, key, async () => 'its own')))).toMatchObject([
      { value: 'its own' },
      { value: 'its own' },
    ])
  })

  test('a failure is not kept', async () => {
    await expect(read(failing('VENDOR_UNAVAILABLE'))).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' })

    expect(await read()).toEqual({ value: { load: 2 }, asOf: now, stale: false, maxAgeSeconds: 60 })
  })

  test('of many, only what is missing is loaded, all of it together', async () => {
    const keys = ['a', 'b', 'c', 'd'].map((name) => `${key}:${name}`)
    const asked: (readonly string[])[] = []
    const loadAll = async (missing: readonly string[]) => {
      asked.push(missing)
      return new Map(missing.map((name) => [name, name.at(-1)!]))
    }
    await cache.readMany(policy, keys.slice(0, 2), loadAll)
    const found = await cache.readMany(policy, [...keys, keys[0]!], loadAll)

    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(
        keys.map((name) => [name, { value: name.at(-1), asOf: now, stale: false, maxAgeSeconds: 60 }]),
      ),
    )
    expect(asked).toEqual([keys.slice(0, 2), keys.slice(2)])
  })

  test('of many, one that fails or is not answered for hurts no other', async () => {
    const names = ['good', 'bad', 'forgotten'].map((name) => `${key}:${name}`) as [string, string, string]
    const error = failure('VENDOR_FORBIDDEN')
    const found = await cache.readMany(
      policy,
      names,
      async ([good, bad]) =>
        new Map([
          [good!, 1],
          [bad!, error],
        ] as never),
    )

    expect(Object.fromEntries(found)).toEqual({
      [names[0]]: { value: 1, asOf: now, stale: false, maxAgeSeconds: 60 },
      [names[1]]: error,
      [names[2]]: new Error(`nothing was loaded for ${names[2]}`),
    })
  })

  describe('when it cannot be loaded again', () => {
    test.each<VendorErrorCode>(['VENDOR_RATE_LIMITED', 'VENDOR_TIMEOUT', 'VENDOR_UNAVAILABLE', 'VENDOR_BAD_RESPONSE'])(
      'for %s, the old value stands in and says so',
      async (code) => {
        const old = await read()
        now += 60_000

        expect(await read(failing(code))).toEqual({ ...old, stale: true })
      },
    )

    test.each<VendorErrorCode>(['VENDOR_UNAUTHORIZED', 'VENDOR_FORBIDDEN', 'VENDOR_NOT_CONFIGURED'])(
      'for %s, it is said',
      async (code) => {
        await read()
        now += 60_000

        await expect(read(failing(code))).rejects.toMatchObject({ code })
      },
    )

    test('for a fault of ours, it is said', async () => {
      await read()
      now += 60_000
      const bug = new TypeError('a bug')

      await expect(read(() => Promise.reject(bug))).rejects.toBe(bug)
    })

    test('for a refusal, it is said each time, not once and then hidden by the old value', async () => {
      await read()
      now += 60_001

      await expect(read(failing('VENDOR_FORBIDDEN'))).rejects.toMatchObject({ code: 'VENDOR_FORBIDDEN' })
      await expect(read(failing('VENDOR_FORBIDDEN'))).rejects.toMatchObject({ code: 'VENDOR_FORBIDDEN' })
      expect(loads).toBe(3)
    })

    test('for too long, it is said', async () => {
      await read()
      now += 600_000

      await expect(read(failing('VENDOR_UNAVAILABLE'))).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' })
    })

    test('the vendor is left alone for ten seconds', async () => {
      const old = await read()
      now += 60_000
      await read(failing('VENDOR_UNAVAILABLE'))
      now += 9_999
      expect(await read()).toEqual({ ...old, stale: true })
      expect(loads).toBe(2)
      now += 1

      expect(await read()).toEqual({ value: { load: 3 }, asOf: now, stale: false, maxAgeSeconds: 60 })
    })

    test('within two seconds, the old value stands in, and the new one counts when it comes', async () => {
      const old = await read()
      now += 60_000
      const { promise, resolve } = Promise.withResolvers<string>()
      const begun = performance.now()

      expect(await read(() => promise)).toEqual({ ...old, stale: true })
      expect(performance.now() - begun).toBeGreaterThanOrEqual(1_900)
      const next = read(() => Promise.reject(new Error('it is on its way already')))
      resolve('late')
      expect(await next).toEqual({ value: 'late', asOf: now, stale: false, maxAgeSeconds: 60 })
    })
  })

  describe('a refresh', () => {
    test('makes old what was read before, in its own scope', async () => {
      const other = { ...policy, scope: randomUUID() }
      await read()
      await cache.read(other, `${key}:other`, load)
      await cache.refresh(policy.scope)
      now += 1

      expect(await read()).toEqual({ value: { load: 3 }, asOf: now, stale: false, maxAgeSeconds: 60 })
      expect(await cache.read(other, `${key}:other`, load)).toMatchObject({ value: { load: 2 } })
    })

    test('leaves alone the vendors of other scopes that failed a moment ago', async () => {
      const other = { ...policy, scope: randomUUID() }
      const old = await read()
      now += 60_000
      await read(failing('VENDOR_UNAVAILABLE'))
      await cache.refresh(other.scope)
      now += 1

      expect(await read()).toEqual({ ...old, stale: true })
      expect(loads).toBe(2)
    })

    test('of one account leaves the values of another as they are', async () => {
      const elsewhere = createCache({ store, clock: () => now }).of('another')
      await read()
      await elsewhere.read(policy, key, load)
      await elsewhere.refresh(policy.scope)
      now += 1

      expect(await read()).toMatchObject({ value: { load: 1 } })
      expect(await elsewhere.read(policy, key, load)).toMatchObject({ value: { load: 3 } })
    })

    test('does not join a load that began before', async () => {
      const { promise, resolve } = Promise.withResolvers<string>()
      const before = read(() => {
        loads += 1
        return promise
      })
      await expect.poll(() => loads).toBe(1)
      now += 1
      await cache.refresh(policy.scope)
      now += 1
      const after = read(async () => 'new')
      resolve('old')

      expect([(await before).value, (await after).value]).toEqual(['old', 'new'])
    })

    test('asks a vendor that was left alone after a failure', async () => {
      await read()
      now += 60_000
      await read(failing('VENDOR_UNAVAILABLE'))
      await cache.refresh(policy.scope)
      now += 1

      expect(await read()).toEqual({ value: { load: 3 }, asOf: now, stale: false, maxAgeSeconds: 60 })
    })
  })
}
