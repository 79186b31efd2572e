import { expect, test } from 'vitest'
import type { SharedBackend } from '../../../server/cache/shared-backend.ts'
import { writeCheckedJson } from '../../../server/cache/checked-json.ts'
import { createSharedStore } from '../../../server/cache/shared-store.ts'

/** A backend that takes what it is given, in a moment of the test's. */
function createBackend(own: Partial<SharedBackend>): SharedBackend {
  return {
    name: 'A store',
    limitMs: 60_000,
    isReady: () => ({ toRead: true, toWrite: true }),
    read: async (keys) => keys.map(() => null),
    write: async () => undefined,
    take: async (keys) => [...keys],
    release: async () => undefined,
    probeReading: async () => undefined,
    probeWriting: async () => undefined,
    close: async () => undefined,
    ...own,
  }
}

test('writes of one key are sent one after the other, and those of others meanwhile', async () => {
  const sent: { readonly key: string; readonly done: PromiseWithResolvers<void> }[] = []
  const backend = createBackend({
    write(key) {
      const done = Promise.withResolvers<void>()
      sent.push({ key, done })
      return done.promise
    },
  })
  const store = createSharedStore(
    () => backend,
    () => undefined,
  )
  const turn = () => new Promise(setImmediate)
  const first = store.set('a', 1, 1_000)
  const second = store.set('a', 2, 1_000)
  const other = store.set('b', 1, 1_000)
  await turn()
  expect(sent.map(({ key }) => key)).toEqual(['a', 'b'])
  for (const { done } of sent) done.resolve()
  await turn()
  expect(sent.map(({ key }) => key)).toEqual(['a', 'b', 'a'])
  sent[2]?.done.resolve()

  expect(await Promise.all([first, second, other])).toEqual([true, true, true])
  await store.close()
})

test('a value that is made while an older one is read stays, for that read and while the store is away', async () => {
  const older = { asOf: 1, value: 'older' }
  const newer = { asOf: 2, value: 'newer' }
  const reading = Promise.withResolvers<string>()
  const backend = createBackend({
    read: async () => [await reading.promise],
    write: () => new Promise(() => undefined),
  })
  let isThere = true
  const store = createSharedStore(
    () => ({ ...backend, isReady: () => ({ toRead: isThere, toWrite: isThere }) }),
    () => undefined,
  )
  const read = store.getMany(['a'])
  void store.set('a', newer, 1_000)
  reading.resolve(writeCheckedJson(older))

  expect(await read).toEqual([newer])
  isThere = false
  expect(await store.getMany(['a'])).toEqual([newer])
  await store.close()
})
