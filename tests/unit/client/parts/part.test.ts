import { expect, test } from 'vitest'
import { createPart, PartLoadError, type Part } from '../../../../client/parts/part.ts'

/** Renders it as React does: throws a promise while it is loading, and its error afterwards. */
async function render(part: Part<object>): Promise<unknown> {
  const { type } = (part.Component as (props: object) => { type: unknown })({})
  const { _init, _payload } = type as { _init: (payload: unknown) => unknown; _payload: unknown }
  for (;;) {
    try {
      return _init(_payload)
    } catch (thrown) {
      if (thrown instanceof Error) return thrown
      await Promise.resolve(thrown).catch(() => undefined)
    }
  }
}

test('a part that could not be loaded is not loaded again, however often it is rendered, until its error is shown', async () => {
  let loads = 0
  const failing = async () => {
    loads += 1
    throw new TypeError('Failed to fetch.')
  }
  const part = createPart<object>(failing, { isExtra: true })
  const errors = [await render(part), await render(part), await render(part)]

  expect(errors.map((error) => error instanceof PartLoadError)).toEqual([true, true, true])
  expect(loads).toBe(1)
  const [error] = errors as [PartLoadError]
  error.forgetFailure()
  await render(part)
  expect(loads).toBe(2)
})

test('a part that is left before its load has failed is loaded again by the next visit', async () => {
  let loads = 0
  const Page = () => null
  const part = createPart<object>(
    async () => {
      loads += 1
      if (loads === 1) throw new TypeError('Failed to fetch.')
      return Page
    },
    { isExtra: true },
  )
  await render(part)
  part.forgetFailure()

  expect(await render(part)).toBe(Page)
  part.forgetFailure()
  expect(await render(part)).toBe(Page)
  expect(loads).toBe(2)
})

test('a part that is left while it loads is loaded again by the next visit, if that fails', async () => {
  const loads: PromiseWithResolvers<() => null>[] = []
  const part = createPart<object>(
    () => {
      const load = Promise.withResolvers<() => null>()
      loads.push(load)
      return load.promise
    },
    { isExtra: true },
  )
  const Page = () => null
  const first = render(part)
  part.forgetFailure()
  loads[0]?.reject(new TypeError('Failed to fetch.'))
  await first
  const second = render(part)
  loads[1]?.resolve(Page)

  expect(await second).toBe(Page)
  expect(loads).toHaveLength(2)
})
