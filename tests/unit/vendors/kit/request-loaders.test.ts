import { expect, test } from 'vitest'
import type { Aged } from '../../../../server/cache/aged.ts'
import { createOnce, createRequestLoaders } from '../../../../server/vendors/kit/request-loaders.ts'

const aged = (value: string): Aged<string> => ({ value, asOf: 0, stale: false })
const stages = (after: number) => ({ name: 'names', after, until: () => after })

/** A loader of names that remembers its calls. */
function createNames(after: number, options?: { cache: boolean }, loaders = createRequestLoaders()) {
  const calls: number[][] = []
  const names = loaders.batched<string>(
    stages(after),
    async (ids) => {
      calls.push([...ids])
      return new Map(ids.filter((id) => id > 0).map((id) => [id, aged(`name ${id}`)]))
    },
    options,
  )
  return { calls, names }
}

test('loads of one turn are one call, and each has its own value', async () => {
  const { calls, names } = createNames(0)
  const loaded = await Promise.all([names.load(2), names.load(1), names.load(2)])

  expect(loaded.map(({ value }) => value)).toEqual(['name 2', 'name 1', 'name 2'])
  expect(calls).toEqual([[2, 1]])
})

test('an id is loaded once per request, or again where that is wanted', async () => {
  const [once, again] = [createNames(0), createNames(0, { cache: false })]
  for (const { names } of [once, again]) {
    await names.load(1)
    await names.load(1)
  }

  expect([once.calls, again.calls]).toEqual([[[1]], [[1], [1]]])
})

test('an id that the call does not bring fails alone', async () => {
  const { names } = createNames(0)
  const [missing, found] = await Promise.allSettled([names.load(-1), names.load(1)])

  expect(missing).toMatchObject({ status: 'rejected', reason: { message: 'nothing was loaded for -1' } })
  expect(found).toMatchObject({ status: 'fulfilled' })
})

test('a failed call fails every load of its batch with one error', async () => {
  const failure = new Error('unavailable')
  const names = createRequestLoaders().batched<string>(stages(0), () => Promise.reject(failure))
  const settled = await Promise.allSettled([names.load(1), names.load(2)])

  expect(settled.map((result) => 'reason' in result && result.reason === failure)).toEqual([true, true])
})

test('a later stage waits for a load that is tracked', async () => {
  const loaders = createRequestLoaders()
  const { calls, names } = createNames(1, undefined, loaders)
  const list = Promise.withResolvers<void>()
  void loaders.track(0, list.promise)
  const first = names.load(1)
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
  const before = [...calls]
  // What follows from the list joins the batch.
  const second = list.promise.then(() => names.load(2))
  list.resolve()
  await Promise.all([first, second])

  expect([before, calls]).toEqual([[], [[1, 2]]])
})

test('a query is loaded once by its key, even if it failed', async () => {
  const once = createOnce()
  let calls = 0
  const load = async () => {
    calls += 1
    throw new Error(`failed ${calls}`)
  }
  const [first, again] = [once('a', load), once('a', load)]

  expect(first).toBe(again)
  await expect(first).rejects.toThrow('failed 1')
  await expect(once('a', load)).rejects.toThrow('failed 1')
  await expect(once('b', load)).rejects.toThrow('failed 2')
})
