import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { VendorLimits } from '../../../../server/vendors/kit/vendor-limits.ts'
import { newPlanner, slotTaker } from '../../../support/planners.ts'
import { createRandom } from '../../../support/random.ts'

const tooLate = () => new Error('too late')

/** Takes slots and sends, within these limits. */
function plan(limits: Partial<VendorLimits>) {
  const take = slotTaker(newPlanner(limits))
  return {
    take,
    async run<T>(queue: string, maxWaitMs: number, tooLate: () => Error, send: () => Promise<T>, signal?: AbortSignal) {
      const slot = await take(queue, maxWaitMs, signal)
      if (slot === null) throw tooLate()
      return slot.use(send)
    },
  }
}

/** The highest number of events within any stretch of `windowMs`, its end not included. */
function crowdest(times: readonly number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at < from + windowMs).length))
}

test('no stretch of time sees more than the limit, however late requests arrive at the vendor', async () => {
  const [calls, windowMs] = [4, 100]
  const planned = plan({ queues: { search: [{ calls, windowMs }] } })
  const random = createRandom(4)
  const arrivals: number[] = []
  const send = async () => {
    // On its way to the vendor, and the answer on its way back.
    await sleep(random.below(80))
    arrivals.push(performance.now())
    await sleep(random.below(20))
  }
  await Promise.all(Array.from({ length: 30 }, () => planned.run('search', 60_000, tooLate, send)))

  expect(arrivals.length).toBe(30)
  expect(crowdest(arrivals, windowMs)).toBeLessThanOrEqual(calls)
})

test('neither when the first are long on their way and the next are not', async () => {
  const planned = plan({ queues: { search: [{ calls: 4, windowMs: 100 }] } })
  const arrivals: number[] = []
  const send = (onItsWayMs: number) => async () => {
    await sleep(onItsWayMs)
    arrivals.push(performance.now())
  }
  await Promise.all([80, 80, 80, 80, 0, 0, 0, 0].map((ms) => planned.run('search', 60_000, tooLate, send(ms))))

  expect(crowdest(arrivals, 100)).toBeLessThanOrEqual(4)
})

test('the first ones of a quiet queue leave at once', async () => {
  const planned = plan({ queues: { search: [{ calls: 4, windowMs: 60_000 }] } })
  const left = [1, 2, 3, 4, 5].map((number) => planned.run('search', 0, tooLate, async () => number))

  // Who does not leave at once is too late.
  expect(await Promise.all(left.slice(0, 4))).toEqual([1, 2, 3, 4])
  await expect(left[4]).rejects.toThrow('too late')
})

test('every one of several windows holds', async () => {
  const planned = plan({
    queues: {
      plain: [
        { calls: 2, windowMs: 50 },
        { calls: 5, windowMs: 400 },
      ],
    },
  })
  const times: number[] = []
  await Promise.all(
    Array.from({ length: 12 }, () => planned.run('plain', 60_000, tooLate, async () => times.push(performance.now()))),
  )

  expect(crowdest(times, 50)).toBeLessThanOrEqual(2)
  expect(crowdest(times, 400)).toBeLessThanOrEqual(5)
})

test('they leave in the order in which they came', async () => {
  const planned = plan({ queues: { search: [{ calls: 1, windowMs: 5 }] } })
  const order: number[] = []
  await Promise.all(
    [1, 2, 3, 4, 5].map((number) => planned.run('search', 60_000, tooLate, async () => order.push(number))),
  )

  expect(order).toEqual([1, 2, 3, 4, 5])
})

test('whoever cannot leave in time is dropped, and holds up nobody', async () => {
  const planned = plan({ queues: { search: [{ calls: 1, windowMs: 100 }] } })
  const sent: string[] = []
  const first = planned.run('search', 0, tooLate, async () => sent.push('first'))
  const hasty = planned.run('search', 20, tooLate, async () => sent.push('hasty'))
  const patient = planned.run('search', 60_000, tooLate, async () => sent.push('patient'))

  await expect(hasty).rejects.toThrow('too late')
  await Promise.all([first, patient])
  expect(sent).toEqual(['first', 'patient'])
})

test('a request that fails gives its place back like any other', async () => {
  const planned = plan({ queues: { search: [{ calls: 1, windowMs: 20 }] } })
  const failing = planned.run('search', 0, tooLate, () => Promise.reject(new Error('refused')))
  await expect(failing).rejects.toThrow('refused')

  expect(await planned.run('search', 60_000, tooLate, async () => 'answer')).toBe('answer')
})

test('queues do not wait for each other, and one without limits for nothing', async () => {
  const planned = plan({
    queues: { search: [{ calls: 1, windowMs: 60_000 }], plain: [{ calls: 1, windowMs: 60_000 }] },
  })
  const queues = ['search', 'plain', 'other', 'other', 'other']

  expect(await Promise.all(queues.map((queue) => planned.run(queue, 0, tooLate, async () => queue)))).toEqual(queues)
})

test('a slot that was taken ahead counts like a request, until it is used or given back', async () => {
  const planned = plan({ otherQueues: [{ calls: 1, windowMs: 60_000 }] })
  const slot = await planned.take('acme', 0)
  expect(await planned.take('acme', 0)).toBeNull()
  await expect(planned.run('acme', 0, tooLate, async () => 'sent')).rejects.toThrow('too late')

  slot?.giveBack()
  const again = await planned.take('acme', 0)
  expect(await again?.use(async () => 'sent')).toBe('sent')
  again?.giveBack()
  expect(await planned.take('acme', 0)).toBeNull()
  expect(await planned.take('globex', 0)).not.toBeNull()
})

test.each(['used', 'given back'])('a slot that was %s sends nothing more, and frees no second place', async (how) => {
  const planned = plan({ otherQueues: [{ calls: 1, windowMs: 5 }] })
  const slot = await planned.take('acme', 0)
  if (how === 'used') await slot?.use(async () => 'sent')
  else slot?.giveBack()
  const sent: string[] = []

  await expect(slot?.use(async () => sent.push('again'))).rejects.toThrow('used or given back')
  slot?.giveBack()
  expect(sent).toEqual([])
  // A use that went through would have its place free again behind the window, beside the one that was given back.
  expect(await planned.take('acme', 60_000)).not.toBeNull()
  expect(await planned.take('acme', 100)).toBeNull()
})

test('what waits for a slot leaves when it is given up, and holds up nothing', async () => {
  const planned = plan({ queues: { search: [{ calls: 1, windowMs: 60_000 }] } })
  const slot = await planned.take('search', 0)
  const leaving = new AbortController()
  const gone = planned.take('search', 60_000, leaving.signal)
  const next = planned.take('search', 60_000)
  leaving.abort()

  expect(await gone).toBeNull()
  slot?.giveBack()
  expect(await next).not.toBeNull()
  expect(await planned.take('search', 60_000, AbortSignal.abort())).toBeNull()
})

test('a request that is given up while it waits sends nothing, and the next one has its slot', async () => {
  const planned = plan({ queues: { search: [{ calls: 1, windowMs: 60_000 }] } })
  const slot = await planned.take('search', 0)
  const leaving = new AbortController()
  const sent: string[] = []
  const run = (name: string, signal?: AbortSignal) =>
    planned.run('search', 60_000, tooLate, async () => sent.push(name), signal)
  const [gone, next] = [run('gone', leaving.signal), run('next')]
  leaving.abort()
  slot?.giveBack()

  await expect(gone).rejects.toThrow('too late')
  await next
  expect(sent).toEqual(['next'])
})

test('one that is given up in the moment it could leave does not keep its slot', async () => {
  const planned = plan({ queues: { search: [{ calls: 1, windowMs: 60_000 }] } })
  const slot = await planned.take('search', 0)
  const leaving = new AbortController()
  const gone = planned.take('search', 60_000, leaving.signal)
  slot?.giveBack()
  leaving.abort()

  expect(await gone).toBeNull()
  expect(await planned.take('search', 0)).not.toBeNull()
})

test('no more calls of a queue are under way than its limit, and the others follow in their order', async () => {
  const planned = plan({ otherQueues: [{ calls: 2, windowMs: 0 }] })
  const begun: number[] = []
  const ends: (() => void)[] = []
  const all = [1, 2, 3, 4].map((number) =>
    planned.run('a', 10_000, tooLate, () => {
      begun.push(number)
      return new Promise<void>((resolve) => ends.push(resolve))
    }),
  )
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  await turn()
  expect(begun).toEqual([1, 2])
  ends[1]?.()
  await turn()
  expect(begun).toEqual([1, 2, 3])
  ends[0]?.()
  ends[2]?.()
  await turn()
  ends[3]?.()
  await Promise.all(all)

  expect(begun).toEqual([1, 2, 3, 4])
})

test('a queue whose calls do not end keeps no other waiting', async () => {
  const planned = plan({ otherQueues: [{ calls: 1, windowMs: 0 }] })
  const never = planned.run('a', 10_000, tooLate, () => new Promise<void>(() => undefined))

  expect(await planned.run('b', 10_000, tooLate, async () => 'done')).toBe('done')
  void never
})

test('a limit of the account holds for its queues together', async () => {
  const planned = plan({ account: [{ calls: 2, windowMs: 60_000 }], queues: { reads: [{ calls: 1, windowMs: 0 }] } })
  const read = await planned.take('reads', 0)
  expect(await planned.take('reads', 0)).toBeNull()
  expect(await planned.take('writes', 0)).not.toBeNull()
  expect(await planned.take('writes', 0)).toBeNull()

  read?.giveBack()
  expect(await planned.take('writes', 0)).not.toBeNull()
})
