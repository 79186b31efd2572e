import { expect, test } from 'vitest'
import type { SharedBackend } from '../../../server/cache/shared-backend.ts'
import { createSharedStore } from '../../../server/cache/shared-store.ts'

test('writes of one key are sent one after the other, and those of others meanwhile', async () => {
  const sent: { readonly key: string; readonly done: PromiseWithResolvers<void> }[] = []
  const backend: SharedBackend = {
    name: 'A store',
    limitMs: 60_000,
    isReady: () => ({ toRead: true, toWrite: true }),
    read: async (keys) => keys.map(() => null),
    write(key) {
      const done = Promise.withResolvers<void>()
      sent.push({ key, done })
      return done.promise
    },
    take: async (keys) => [...keys],
    release: async () => undefined,
    probeReading: async () => undefined,
    probeWriting: async () => undefined,
    close: async () => undefined,
  }
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
