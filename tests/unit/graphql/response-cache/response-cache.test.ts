import { beforeEach, describe, expect, test } from 'vitest'
import type { Principal } from '../../../../server/auth/principal.ts'
import {
  OperationDependencies,
  type TrackedState,
} from '../../../../server/graphql/response-cache/operation-dependencies.ts'
import {
  createResponseCache,
  type ResponseCache,
  type ResponseQuestion,
} from '../../../../server/graphql/response-cache/response-cache.ts'

let now: number
let basis: object | null
let reused: number
let results: string[]
let cache: ResponseCache<{ readonly text: string }>

const state: TrackedState = { basisNow: () => basis, onReused: (fields) => (reused += fields) }
const maya: Principal = {
  id: 'maya',
  name: 'Maya',
  email: null,
  role: 'VIEWER',
  operatorTenants: [],
  scheme: 'bearer',
}
const question = (changes: Partial<ResponseQuestion> = {}): ResponseQuestion => ({
  principal: maya,
  method: 'POST',
  accept: 'application/json',
  text: '{"query":"{ tickets { totalCount } }"}',
  ...changes,
})
const parts = (text: string) => () => ({ text })

beforeEach(() => {
  ;[now, basis, reused, results] = [1_000, {}, 0, []]
  cache = createResponseCache({
    maxBytes: 1_000_000,
    sizeOf: ({ text }) => text.length,
    clock: () => now,
    onFind: (result) => results.push(result),
  })
})

/** What an operation depends on, all of it tracked. */
function dependencies(more: (made: OperationDependencies) => void = () => undefined): OperationDependencies {
  const made = new OperationDependencies()
  made.addState(state, basis ?? {}, Infinity)
  more(made)
  made.complete()
  return made
}

function textOf(asked: ResponseQuestion): string | null {
  const found = cache.find(asked)
  if (found instanceof Promise) throw new Error('Something has to be read for it.')
  return found?.text ?? null
}

describe('a response', () => {
  test('is used for the same question of all who have the same role', () => {
    cache.store(question(), dependencies(), parts('answer'))

    expect(textOf(question())).toBe('answer')
    expect(textOf(question({ principal: { ...maya, id: 'other', name: 'Other' } }))).toBe('answer')
    expect(results).toEqual(['stored', 'stored'])
    expect(reused).toBe(2)
  })

  test.each<[string, Partial<ResponseQuestion>]>([
    ['another text', { text: '{"query":"{ tickets { totalCount  } }"}' }],
    ['another method', { method: 'GET' }],
    ['another content type', { accept: 'application/graphql-response+json' }],
    ['a higher role', { principal: { ...maya, role: 'ADMIN' } }],
    ['no role', { principal: { ...maya, role: null } }],
    ['a session instead of a token', { principal: { ...maya, scheme: 'session' } }],
  ])('is not used for a question with %s', (_, changes) => {
    cache.store(question(), dependencies(), parts('answer'))

    expect(textOf(question(changes))).toBeNull()
    expect(results).toEqual(['made'])
  })

  test('that says something of the caller is used for that person as they are now, and for no other', () => {
    const personal = () => dependencies((made) => made.addPrincipal())
    const other: Principal = { ...maya, id: 'other', name: 'Other' }
    cache.store(question(), personal(), parts('of Maya'))
    expect(textOf(question({ principal: other }))).toBeNull()
    cache.store(question({ principal: other }), personal(), parts('of the other'))

    expect(textOf(question())).toBe('of Maya')
    expect(textOf(question({ principal: { ...maya } }))).toBe('of Maya')
    expect(textOf(question({ principal: other }))).toBe('of the other')
    expect(textOf(question({ principal: { ...maya, name: 'Maya F.' } }))).toBeNull()
    expect(textOf(question({ principal: { ...maya, operatorTenants: ['acme'] } }))).toBeNull()
  })

  test.each<[string, () => void]>([
    ['what it was made from has changed', () => (basis = {})],
    ['it is not known what it would be made from', () => (basis = null)],
    ['something that was read beside it is no longer fresh', () => (now = 2_000)],
  ])('is not used once %s', (_, change) => {
    cache.store(
      question(),
      dependencies((made) => made.addState(state, basis ?? {}, 2_000)),
      parts('answer'),
    )
    expect(textOf(question())).toBe('answer')
    change()

    expect(textOf(question())).toBeNull()
  })

  test.each<[string, () => OperationDependencies]>([
    ['something was read that is not tracked', () => dependencies((made) => made.addUntracked())],
    ['its state changed in the middle', () => dependencies((made) => made.addState(state, {}, Infinity))],
    [
      'its state has changed since',
      () => {
        const made = dependencies()
        basis = {}
        return made
      },
    ],
    ['it has an error or is incomplete', () => new OperationDependencies()],
  ])('is not stored if %s', (_, read) => {
    expect(cache.store(question(), read(), parts('answer'))).toBeNull()
    expect(textOf(question())).toBeNull()
  })

  describe('with something that is read again each time', () => {
    const reading = (read: () => Promise<unknown>, value: unknown) =>
      dependencies((made) => {
        made.addPrincipal()
        made.addReading(read, value)
      })
    const find = async () => (await cache.find(question()))?.text ?? null

    test('is used while it reads the same, and made anew once it does not, even if it did again later', async () => {
      let tenants = [{ id: 'acme' }]
      cache.store(
        question(),
        reading(async () => tenants, tenants),
        parts('answer'),
      )
      expect(await find()).toBe('answer')
      tenants = [{ id: 'acme' }]
      expect(await find()).toBe('answer')
      tenants = []
      expect(await find()).toBeNull()
      tenants = [{ id: 'acme' }]
      expect(await find()).toBeNull()
      expect(results).toEqual(['stored', 'stored', 'made', 'made'])
    })

    test('is not used if that cannot be read', async () => {
      cache.store(
        question(),
        reading(() => Promise.reject(new Error('away')), []),
        parts('answer'),
      )

      expect(await find()).toBeNull()
    })

    test('is not used if what it was made from changes while that is read', async () => {
      const read = async () => {
        basis = {}
        return []
      }
      cache.store(question(), reading(read, []), parts('answer'))

      expect(await find()).toBeNull()
      expect(reused).toBe(0)
    })
  })

  test('gives way to newer ones, before all of them take more memory than they may', () => {
    const texts = Array.from({ length: 40 }, (_, n) => `{"query":"{ a${n} }"}`)
    for (const text of texts) cache.store(question({ text }), dependencies(), parts('x'.repeat(25_000)))

    const left = texts.filter((text) => cache.find(question({ text })))
    expect(left).toEqual(texts.slice(-left.length))
    expect(left.length).toBeGreaterThan(15)
    expect(left.length * 50_000).toBeLessThan(1_000_000)
  })
})

describe('what was read of caches', () => {
  const same = async () => true

  test('limits how long a response holds to what expires first, and to the end of the day', () => {
    const until = (...ends: number[]) =>
      dependencies((made) => {
        for (const end of ends) made.addRead({ until: end, isSame: same })
        made.holdUntil(5_000)
      }).validity?.until

    expect([until(), until(9_000), until(9_000, 3_000, 4_000)]).toEqual([5_000, 5_000, 3_000])
  })

  test('that is stale already makes a response that is not stored', () => {
    const stale = dependencies((made) => made.addRead({ until: 0, isSame: same }))

    expect(cache.store(question(), stale, parts('answer'))).toBeNull()
  })

  test('is not compared if it is more than thirty parts', () => {
    const readings = (count: number) =>
      dependencies((made) => {
        for (let n = 0; n < count; n++) made.addRead({ until: Infinity, isSame: same })
      })

    expect(readings(30).validity).not.toBeNull()
    expect(readings(31).validity).toBeNull()
  })
})
