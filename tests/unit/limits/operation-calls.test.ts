import { expect, test } from 'vitest'
import { createOperationCalls } from '../../../server/limits/operation-calls.ts'

const many = 100

test('of few fields, loads are sent at once until they are too many', () => {
  const calls = createOperationCalls(2, { limit: 24 })

  expect(calls.admit(20, 20, 'a')).toBeUndefined()
  expect(() => calls.admit(5, 5, 'b')).toThrow('The operation needs 25 calls of vendors; at most 24 are allowed now.')
  expect(calls.signal.aborted).toBe(true)
})

test('of many fields, the loads that begin together are sent together, or none of them', async () => {
  const calls = createOperationCalls(many, { limit: 60 })
  const sent: number[] = []
  const load = async (field: string, later: number) => {
    for (let turn = 0; turn < later; turn++) await new Promise(setImmediate)
    await calls.admit(21, 21, field)
    sent.push(later)
  }
  const results = await Promise.allSettled([load('a', 0), load('b', 1), load('a', 2)])

  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(sent).toEqual([])
  expect((await calls.refused).details).toEqual({
    measure: 'vendorCalls',
    asked: 63,
    limit: 60,
    predictedVendorCalls: 63,
    costliest: ['a'],
  })
})

test('later loads come on top of those that were sent', async () => {
  const calls = createOperationCalls(many, { limit: 60 })
  await calls.admit(40, 40, 'a')
  await calls.admit(20, 20, null)

  await expect(calls.admit(1, 1, null)).rejects.toThrow('at most 60')
  expect(calls.cost()).toEqual({ predictedVendorCalls: 61, vendorCalls: 0, cacheHits: 0 })
})

test('a list that all callers share counts as one call, and is predicted whole', () => {
  const calls = createOperationCalls(1, { limit: 60 })

  expect(calls.admit(1_000, 1, 'deals')).toBeUndefined()
  expect(calls.cost().predictedVendorCalls).toBe(1_000)
})

test('no more calls are allowed than the caller may still cause', async () => {
  let remaining = 5
  const calls = createOperationCalls(1, { limit: 60, remaining: () => remaining })
  void calls.admit(5, 5, 'a')
  remaining = 0

  expect(() => calls.admit(1, 1, 'a')).toThrow('at most 0 are allowed now')
})

test('a further page that was not foreseen counts once it is sent', () => {
  const calls = createOperationCalls(1, { limit: 60 })
  void calls.admit(1, 1, 'a')
  for (let page = 0; page < 3; page++) calls.sent()
  calls.hit()

  expect(calls.cost()).toEqual({ predictedVendorCalls: 3, vendorCalls: 3, cacheHits: 1 })
})

test('no more calls are allowed than an account has left, but some are tried', () => {
  const calls = createOperationCalls(1, { limit: 60 })
  const [scarce, plenty] = [() => 3, () => 1_000]

  expect(calls.admit(20, 20, 'a', scarce)).toBeUndefined()
  expect(calls.admit(20, 20, 'b', plenty)).toBeUndefined()
  expect(() => calls.admit(1, 1, 'a', scarce)).toThrow('at most 20 are allowed now')
})

test('a mutation is refused nothing, whatever an account has left', () => {
  const calls = createOperationCalls(1, { limit: Infinity })

  expect(calls.admit(100, 100, 'a', () => 0)).toBeUndefined()
  expect(calls.signal.aborted).toBe(false)
})
