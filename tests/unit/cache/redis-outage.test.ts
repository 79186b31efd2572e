import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createCache, type AccountCache } from '../../../server/cache/cache.ts'
import { createStore, type Store } from '../../../server/cache/store.ts'
import { connectRedis } from '../../../server/cache/redis-backend.ts'
import { redisServerPath, startRedisServer, type RedisServer } from '../../support/redis-server.ts'

/** Reads while Redis is in trouble: far more than fit into the wait if each of them lost a time limit. */
const readsInTrouble = 200
/** Far above one time limit of 250 ms, far below two hundred of them. */
const allReadsMs = 10_000

/** A way to a port of this machine on which every answer takes so long, and what is sent goes at so many bytes a second. */
async function startSlowLink(port: number) {
  let delayMs = 0
  let bytesPerSecond = Infinity
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    near.on('data', (data) => {
      near.pause()
      setTimeout(() => far.write(data, () => near.resume()), (data.length / bytesPerSecond) * 1_000)
    })
    far.on('data', (data) => void setTimeout(() => near.write(data), delayMs))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setDelay(ms: number) {
      delayMs = ms
    },
    setSpeed(bytes: number) {
      bytesPerSecond = bytes
    },
    close: () => server.close(),
  }
}

describe.skipIf(redisServerPath === null)('a Redis in trouble', () => {
  let redis: RedisServer
  let store: Store
  let cache: AccountCache
  let told: { isAvailable: boolean; reason: unknown }[]
  let loads: number

  beforeAll(async () => {
    redis = await startRedisServer()
  })
  afterAll(() => redis.close())
  beforeEach(async () => {
    told = []
    loads = 0
    store = createStore(redis.url, (state) => told.push(state), { connectRedis })
    cache = createCache({ store, clock: Date.now }).of('test')
    await expect.poll(() => isShared()).toBe(true)
  })
  afterEach(async () => {
    redis.thaw()
    // A test that failed may have left it on: those after it would wait for ever.
    await redis.send('CONFIG', 'SET', 'maxmemory', '0')
    await store.close()
  })

  const policy = { freshMs: 60_000, staleMs: 600_000, scope: randomUUID() }
  const load = async () => ++loads
  const read = async (key: string) => (await cache.read(policy, key, load)).value
  const states = () => told.map(({ isAvailable }) => isAvailable)
  const isBack = () => states().at(-1) === true

  /** Whether what the store is given arrives in Redis. */
  async function isShared(its = store): Promise<boolean> {
    const key = randomUUID()
    await its.set(`probe:${key}`, 1, 60_000)
    return (await keysOf(key)).length === 1
  }

  /** Keys of Redis that end so. */
  const keysOf = async (key: string) => (await redis.send('KEYS', `*:${key}`)) as string[]

  async function readManyTimes(): Promise<void> {
    const begun = performance.now()
    for (let index = 0; index < readsInTrouble; index++) await read(randomUUID())
    expect(performance.now() - begun).toBeLessThan(allReadsMs)
  }

  test('that is frozen costs one time limit, and is used again by itself', async () => {
    const known = randomUUID()
    await read(known)
    redis.freeze()
    await readManyTimes()

    expect(await read(known)).toBe(1)
    expect([loads, states()]).toEqual([readsInTrouble + 1, [false]])
    const thawed = performance.now()
    redis.thaw()
    await expect.poll(isBack, { interval: 20 }).toBe(true)
    expect(performance.now() - thawed).toBeLessThan(5_000)
    expect(await isShared()).toBe(true)
    expect(states()).toEqual([false, true])
  })

  test('that is frozen for so long that its connection is given up is used again all the same', async () => {
    redis.freeze()
    await read(randomUUID())
    await new Promise((resolve) => setTimeout(resolve, 4_500))
    redis.thaw()

    await expect.poll(isBack).toBe(true)
    expect(states()).toEqual([false, true])
  })

  test('that pauses its clients costs one time limit', async () => {
    await redis.send('CLIENT', 'PAUSE', '2000', 'ALL')
    await readManyTimes()

    expect(states()[0]).toBe(false)
    await expect.poll(isBack).toBe(true)
  })

  /** A store behind a slow link. Both end with the test, however it ends. */
  async function startSlowStore() {
    const link = await startSlowLink(Number(new URL(redis.url).port))
    const slowStore = createStore(link.url, (state) => told.push(state), { connectRedis })
    onTestFinished(async () => {
      await slowStore.close()
      link.close()
    })
    return { link, slowStore }
  }

  test('that takes its time over everything is done without, until it is quick again', async () => {
    const { link, slowStore } = await startSlowStore()
    await expect.poll(() => isShared(slowStore)).toBe(true)
    // Longer than a read may wait again and again, shorter than the limit of one.
    link.setDelay(150)
    for (let index = 0; states().length === 0 && index < 100; index++) await slowStore.getMany([randomUUID()])
    const begun = performance.now()
    for (let index = 0; index < readsInTrouble; index++) await slowStore.getMany([randomUUID()])

    expect(performance.now() - begun).toBeLessThan(readsInTrouble * 150)
    expect(told).toEqual([
      // On a busy machine a read may also take longer than its limit.
      { isAvailable: false, reason: expect.objectContaining({ message: expect.stringMatching(/slow|no answer/) }) },
    ])
    link.setDelay(0)
    await expect.poll(isBack).toBe(true)
  })

  test('to which a large value takes its time goes on giving what it has', async () => {
    const { link, slowStore } = await startSlowStore()
    await expect.poll(() => isShared(slowStore)).toBe(true)
    link.setSpeed(1_000_000)
    const large = randomUUID()
    // Three seconds on this link, of which the store waits for a quarter of one.
    void slowStore.set(`large:${large}`, { text: 'x'.repeat(3_000_000) }, 60_000)
    const read = []
    while ((await keysOf(large)).length === 0) {
      const key = randomUUID()
      await store.set(key, { made: key }, 60_000)
      read.push(
        await slowStore.getMany([key]).then(([value]) => (value as { made?: string } | undefined)?.made === key),
      )
    }

    expect(read.length).toBeGreaterThan(10)
    // A read may be held up by a busy machine; behind the value not one would be answered.
    expect(read.filter(Boolean).length).toBeGreaterThan(read.length / 2)
    link.setSpeed(Infinity)
    await expect.poll(() => isShared(slowStore)).toBe(true)
    expect(states().at(-1)).not.toBe(false)
  })

  test('that takes no writes while it cannot be read either is available only once it takes them', async () => {
    const other = createStore(redis.url, () => undefined, { connectRedis })
    await expect.poll(() => isShared(other)).toBe(true)
    const key = `other:${randomUUID()}`
    await other.set(key, 7, 60_000)
    await redis.send('CONFIG', 'SET', 'maxmemory', '1')
    await read(randomUUID())
    await expect.poll(states).toEqual([false])
    redis.freeze()
    expect(await store.getMany([key])).toEqual([undefined])
    redis.thaw()
    await expect.poll(() => store.getMany([key])).toEqual([7])

    expect(states()).toEqual([false])
    await redis.send('CONFIG', 'SET', 'maxmemory', '0')
    await expect.poll(isBack).toBe(true)
    expect(await isShared()).toBe(true)
    expect(states()).toEqual([false, true])
    await other.close()
  })

  test('that is stopped is told of once, and used again when it is back', async () => {
    await redis.stop()
    await readManyTimes()
    await expect.poll(states).toEqual([false])
    await redis.start()

    await expect.poll(isBack).toBe(true)
    expect(await isShared()).toBe(true)
    expect(states()).toEqual([false, true])
  })

  test('that cuts its connections is used again by itself', async () => {
    await redis.send('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')

    expect(await read(randomUUID())).toBe(1)
    await expect.poll(() => isShared()).toBe(true)
  })

  test('that wants a password now costs nothing but what is in it', async () => {
    await redis.demand('secret')
    await readManyTimes()
    await expect.poll(states).toEqual([false])
    await redis.demand('')

    await expect.poll(isBack).toBe(true)
  })

  test.each([
    ['full', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['a replica that takes no writes', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
  ])('that is %s goes on giving what it has, and this process keeps what is new', async (_, begin, end) => {
    const [kept, added] = [randomUUID(), randomUUID()]
    await read(kept)
    await expect.poll(() => keysOf(kept)).toHaveLength(1)
    await redis.send(...begin)

    expect([await read(kept), await read(added), await read(kept), await read(added)]).toEqual([1, 2, 1, 2])
    await expect.poll(states).toEqual([false])
    expect(told[0]?.reason).toMatchObject({ message: expect.stringMatching(/^(OOM|READONLY)/) })
    await redis.send(...end)
    await expect.poll(isBack).toBe(true)
    expect(await isShared()).toBe(true)
  })

  test.each([
    ['empty', () => ''],
    ['cut off', (text: string) => text.slice(0, -5)],
    ['no JSON', () => 'not json'],
    ['JSON of another program', () => '{"value":{"value":"wrong","asOf":4102444800000}}'],
    ['JSON of another shape', () => '[1,2,3]'],
    ['changed by a letter', (text: string) => text.replace('"value":1', '"value":9')],
  ])('whose value is %s has none', async (_, damage) => {
    const key = randomUUID()
    await read(key)
    await expect.poll(() => keysOf(key)).toHaveLength(1)
    const [name = ''] = await keysOf(key)
    await redis.send('SET', name, damage(String(await redis.send('GET', name))))

    expect(await read(key)).toBe(2)
    expect(states()).toEqual([])
  })

  test('whose key holds another kind of value has none', async () => {
    const key = randomUUID()
    await read(key)
    await expect.poll(() => keysOf(key)).toHaveLength(1)
    const [name = ''] = await keysOf(key)
    await redis.send('DEL', name)
    await redis.send('LPUSH', name, 'one')

    expect(await read(key)).toBe(2)
  })
})
