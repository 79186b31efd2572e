import { describe, expect, test } from 'vitest'
import { createChangeKeys, createUsedKeys, KeyReusedError, readKeyHeader } from '../../../server/rest/idempotency.ts'

const start = Date.parse('2026-03-18T15:00:30Z')
const wanted = {
  principalId: 'priya',
  method: 'POST',
  path: '/notes',
  tenantId: 'acme',
  body: { text: 'Called back.' },
}

/** Keys as gateways make them who share a database. */
function setUp(gateways = 1) {
  let now = start
  const created = new Map<string, number>()
  const options = {
    clock: () => now,
    changeCreatedAt: async (tenantId: string, key: string) => created.get(`${tenantId} ${key}`) ?? null,
  }
  const makers = Array.from({ length: gateways }, () => createChangeKeys(options))
  return {
    at: (seconds: number) => (now = start + seconds * 1_000),
    /** Logs a change, as the graph does. */
    async log(change: typeof wanted = wanted, gateway = 0): Promise<string> {
      const key = await makers[gateway]!(change, null)
      const name = `${change.tenantId} ${key}`
      if (!created.has(name)) created.set(name, now)
      return key
    },
    decide: (gateway = 0) => makers[gateway]!(wanted, null),
  }
}

describe('without a key', () => {
  test('an equal request within 60 seconds of the first is the same change, later ones are another', async () => {
    const { at, log } = setUp()
    const keys = []
    for (const seconds of [0, 25, 35, 59, 60, 100, 119, 120]) {
      at(seconds)
      keys.push(await log())
    }
    const [first, , , , second, , , third] = keys

    expect(new Set([first, second, third]).size).toBe(3)
    expect(keys).toEqual([first, first, first, first, second, second, second, third])
  })

  test('also for a gateway that did not make the first', async () => {
    const { at, log } = setUp(2)
    const first = await log(wanted, 0)
    at(50)
    expect(await log(wanted, 1)).toBe(first)
    // Counted from the first, not from the repeat that this gateway saw.
    at(70)
    const second = await log(wanted, 1)
    expect(second).not.toBe(first)
    at(71)
    expect(await log(wanted, 0)).toBe(second)
  })

  test('ten at once, on both sides of a full minute, are one change', async () => {
    const { at, decide } = setUp()
    const keys = Array.from({ length: 10 }, (_, index) => {
      at(29.9 + index / 50)
      return decide()
    })

    expect(new Set(await Promise.all(keys)).size).toBe(1)
  })

  test('also for a gateway whose clock is behind, where the minute of the first has not begun', async () => {
    const { at, log } = setUp(2)
    at(30.5)
    const first = await log(wanted, 0)
    at(29.5)
    expect(await log(wanted, 1)).toBe(first)
  })

  test('what another caller, method, path or body asks is another change', async () => {
    const { log } = setUp()
    const others = [
      { ...wanted, principalId: 'maya' },
      { ...wanted, method: 'PATCH' },
      { ...wanted, path: '/time' },
      { ...wanted, body: { text: 'Called.' } },
    ]
    const keys = await Promise.all([wanted, ...others].map((each) => log(each)))

    expect(new Set(keys).size).toBe(5)
  })

  test('a database that is away is no decision', async () => {
    let isAway = true
    const keyOf = createChangeKeys({
      clock: () => start,
      async changeCreatedAt() {
        if (isAway) throw new Error('away')
        return null
      },
    })

    await expect(keyOf(wanted, null)).rejects.toThrow('away')
    isAway = false
    expect(await keyOf(wanted, null)).toMatch(/^rest:/)
  })
})

describe('with a key', () => {
  test('it is the caller’s own, whatever the content: that is for the graph to compare', async () => {
    const keyOf = createChangeKeys({ clock: () => start, changeCreatedAt: async () => null })
    const key = await keyOf(wanted, 'k')

    expect(await keyOf({ ...wanted, body: 'other' }, 'k')).toBe(key)
    expect(await keyOf({ ...wanted, principalId: 'maya' }, 'k')).not.toBe(key)
    expect(key.length).toBeLessThan(100)
  })

  test.each([
    [undefined, null],
    ['abc', 'abc'],
    ['"abc"', 'abc'],
    [' a b ', 'a b'],
  ])('%j is read as %j', (header, key) => {
    expect(readKeyHeader(header)).toBe(key)
  })

  test.each(['', '""', 'x'.repeat(201), 'ü'])('%j is refused', (header) => {
    expect(() => readKeyHeader(header)).toThrow(/1 to 200/)
  })

  test('where the graph has none, another content is refused', () => {
    const check = createUsedKeys()
    check(wanted, 'k')
    check(wanted, 'k')

    expect(() => check({ ...wanted, body: 'other' }, 'k')).toThrow(KeyReusedError)
    expect(() => check({ ...wanted, body: 'other' }, 'other')).not.toThrow()
    expect(() => check({ ...wanted, principalId: 'maya', body: 'other' }, 'k')).not.toThrow()
  })
})
