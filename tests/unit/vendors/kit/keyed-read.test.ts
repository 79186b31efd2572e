import { beforeEach, expect, test } from 'vitest'
import { createCache, type Cache } from '../../../../server/cache/cache.ts'
import { createStore } from '../../../../server/cache/store.ts'
import { systemClock } from '../../../../server/clock.ts'
import { readKeyed, type Found } from '../../../../server/vendors/kit/keyed-read.ts'

let cache: Cache
beforeEach(() => {
  cache = createCache({ store: createStore('memory:', () => undefined), clock: systemClock })
  return () => cache.close()
})

/** Reads names by id, two ids a call; remembers the calls. */
function createNames(load: (ids: readonly number[]) => ReadonlyMap<number, string | Error>) {
  const calls: number[][] = []
  return {
    calls,
    read: (ids: readonly number[], prefix = 'name') =>
      readKeyed({
        cache: cache.of('test'),
        policy: { freshMs: 60_000, staleMs: 0, scope: 'names' },
        prefix,
        ids,
        idsPerCall: 2,
        load: async (chunk) => {
          calls.push([...chunk])
          return load(chunk)
        },
      }),
  }
}
const namesOf = (ids: readonly number[]) => new Map(ids.map((id) => [id, `name ${id}`]))
const valuesOf = (found: Found<string>) =>
  Object.fromEntries([...found].map(([id, value]) => [id, value instanceof Error ? value.message : value.value]))

test('values are loaded in as few calls as there may be, and each id once', async () => {
  const { calls, read } = createNames(namesOf)

  expect(valuesOf(await read([1, 2, 3, 1]))).toEqual({ 1: 'name 1', 2: 'name 2', 3: 'name 3' })
  expect(calls).toEqual([[1, 2], [3]])
})

test('only what is missing is loaded, under its own prefix', async () => {
  const { calls, read } = createNames(namesOf)
  await read([1, 2])
  calls.length = 0

  expect(valuesOf(await read([1, 2, 3]))).toEqual({ 1: 'name 1', 2: 'name 2', 3: 'name 3' })
  await read([1], 'other')
  expect(calls).toEqual([[3], [1]])
})

test('a failed call hurts its own ids, and no others', async () => {
  const { read } = createNames((ids) => {
    if (ids.includes(4)) throw new Error('refused')
    return namesOf(ids)
  })

  expect(valuesOf(await read([1, 2, 3, 4, 5]))).toEqual({
    1: 'name 1',
    2: 'name 2',
    3: 'refused',
    4: 'refused',
    5: 'name 5',
  })
})

test('a call can fail for some of its ids', async () => {
  const { read } = createNames((ids) => new Map<number, string | Error>([...namesOf(ids), [1, new Error('hidden')]]))

  expect(valuesOf(await read([1, 2]))).toEqual({ 1: 'hidden', 2: 'name 2' })
})

test('no ids are no call', async () => {
  const { calls, read } = createNames(namesOf)

  expect(valuesOf(await read([]))).toEqual({})
  expect(calls).toEqual([])
})
