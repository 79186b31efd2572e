import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAwaited, type Awaited } from '../../../../server/telemetry/awaited.ts'
import { runFor, runInBackground, type VendorCallCause } from '../../../../server/telemetry/vendor-calls.ts'
import { alive, type AttemptOutcome } from '../../../../server/vendors/kit/attempt-outcome.ts'
import type { CallPlannerOptions } from '../../../../server/vendors/kit/call-planner.ts'
import type { VendorLimits } from '../../../../server/vendors/kit/vendor-limits.ts'
import { newPlanner } from '../../../support/planners.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const maxWaitMs = 30_000
const failed: AttemptOutcome = { ...alive, kind: 'failed' }
const limited = (askedWaitMs = 0): AttemptOutcome => ({ ...alive, kind: 'limited', askedWaitMs })

/** A vendor whose calls are answered by hand, over a planner with these limits. */
function start(limits: Partial<VendorLimits> = {}, options: Partial<Omit<CallPlannerOptions, 'limits'>> = {}) {
  const planner = newPlanner(limits, { random: () => 0, ...options })
  const sent: string[] = []
  const answers = new Map<string, (outcome: AttemptOutcome) => void>()

  /** Sends a call once it may go. @returns why it may not, or null */
  async function call(name: string, entity = 'Tickets'): Promise<string | null> {
    const slot = await planner.take({ queue: entity, entity, maxWaitMs })
    if ('refused' in slot) return slot.refused
    sent.push(name)
    const answered = new Promise<AttemptOutcome>((resolve) => answers.set(name, resolve))
    await slot.use(
      () => answered,
      (outcome) => outcome,
    )
    return null
  }

  return {
    planner,
    sent,
    call,
    ask: (caller: string, name: string, entity?: string) => runFor(caller, () => call(name, entity)),
    askAsProgram: (caller: string, name: string) => runFor(caller, () => call(name), true),
    work: (cause: VendorCallCause, name: string, awaited: Awaited | null = null) =>
      runInBackground(cause, () => call(name), awaited),
    async answer(name: string, outcome: AttemptOutcome = alive) {
      answers.get(name)?.(outcome)
      await vi.advanceTimersByTimeAsync(0)
    },
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

const threads = (calls: number): Partial<VendorLimits> => ({ otherQueues: [{ calls, windowMs: 0 }] })

describe('the order', () => {
  test('is waiting users, deltas, initial load, reconciliation, whoever came first', async () => {
    const { work, ask, answer, sent, pass } = start(threads(1))
    void ask('Maya', 'first')
    await pass(0)
    void work('reconcile', 'reconcile')
    void work('load', 'load')
    void work('delta', 'delta')
    void runInBackground('change', () => ask('Priya', 'change'))
    void ask('Maya', 'question')
    for (const next of ['first', 'change', 'question', 'delta', 'load']) {
      await pass(0)
      await answer(next)
    }

    expect(sent).toEqual(['first', 'change', 'question', 'delta', 'load', 'reconcile'])
  })

  test('takes callers in turns, so that a flood of one delays no other', async () => {
    const { ask, answer, sent, pass } = start(threads(1))
    for (let nth = 1; nth <= 100; nth++) void ask('flood', `flood ${nth}`)
    await pass(0)
    void ask('Maya', 'Maya 1')
    void ask('Maya', 'Maya 2')
    void ask('Priya', 'Priya 1')
    for (let nth = 0; nth < 6; nth++) await answer(sent.at(-1)!)

    expect(sent.slice(0, 7)).toEqual(['flood 1', 'Maya 1', 'Priya 1', 'flood 2', 'Maya 2', 'flood 3', 'flood 4'])
  })

  test('gives people four calls each for one of a program, which never waits for ever', async () => {
    const { ask, askAsProgram, answer, sent, pass } = start(threads(1))
    for (let nth = 1; nth <= 20; nth++) void askAsProgram('script', `script ${nth}`)
    await pass(0)
    for (let nth = 1; nth <= 9; nth++) void ask('Maya', `Maya ${nth}`)
    for (let nth = 0; nth < 13; nth++) await answer(sent.at(-1)!)

    const whose = sent.map((name) => name.split(' ')[0])
    expect(whose.slice(1, 12).filter((name) => name === 'Maya')).toHaveLength(9)
    expect(whose.slice(1, 12).filter((name) => name === 'script')).toHaveLength(2)
    expect(sent.slice(12)).toEqual(['script 4', 'script 5'])
  })

  test('gives a caller who had nothing for long no more than others', async () => {
    const { ask, answer, sent, pass } = start(threads(1))
    for (let nth = 1; nth <= 20; nth++) void ask('a', `a${nth}`)
    await pass(0)
    for (let nth = 0; nth < 10; nth++) await answer(sent.at(-1)!)
    for (let nth = 1; nth <= 5; nth++) void ask('b', `b${nth}`)
    for (let nth = 0; nth < 6; nth++) await answer(sent.at(-1)!)

    expect(sent.slice(11)).toEqual(['b1', 'a12', 'b2', 'a13', 'b3', 'a14'])
  })

  test('lets background work that a request waits for go as the request', async () => {
    const { work, ask, answer, sent, pass } = start(threads(1))
    const awaited = createAwaited()
    void ask('Maya', 'first')
    await pass(0)
    void work('delta', 'delta')
    void work('load', 'awaited load', awaited)
    const waited = Promise.withResolvers<void>()
    void awaited.during(() => waited.promise)
    await answer('first')
    expect(sent).toEqual(['first', 'awaited load'])
    waited.resolve()
  })
})

describe('background work', () => {
  test('never takes the last slot of a queue, and half while users ask', async () => {
    const { work, ask, answer, sent, pass } = start(threads(4))
    for (let nth = 1; nth <= 6; nth++) void work('load', `load ${nth}`)
    await pass(0)
    expect(sent).toEqual(['load 1', 'load 2', 'load 3'])
    void ask('Maya', 'question')
    await pass(0)
    expect(sent.at(-1)).toBe('question')
    await answer('load 1')
    await answer('load 2')
    // One of load and the question are under way: as many as background work may find.
    expect(sent).toEqual(['load 1', 'load 2', 'load 3', 'question'])
    await answer('question')
    expect(sent.at(-1)).toBe('load 4')
    expect(sent).toHaveLength(5)
    // Nobody has asked for a while: all but one are its own again.
    await pass(6_000)
    await answer('load 4')
    expect(sent.slice(5)).toEqual(['load 5', 'load 6'])
  })

  test('shares a queue of one slot', async () => {
    const { work, sent, pass } = start(threads(1))
    void work('load', 'load')
    await pass(0)

    expect(sent).toEqual(['load'])
  })

  test('waits while the vendor is paused, and the first of it tries when the time is over', async () => {
    const { work, call, answer, sent, pass } = start()
    void call('first')
    await pass(0)
    await answer('first', limited(60_000))
    void work('delta', 'delta 1')
    void work('delta', 'delta 2')
    await pass(59_000)
    expect(sent).toEqual(['first'])
    await pass(2_000)
    expect(sent).toEqual(['first', 'delta 1'])
    await answer('delta 1')
    expect(sent).toEqual(['first', 'delta 1', 'delta 2'])
  })
})

describe('the budget of an hour', () => {
  const hour: Partial<VendorLimits> = { budget: { calls: 1_000, windowMs: 3_600_000 } }

  /** Makes calls of background work until none goes any more, and says how many did. */
  async function countLoad({ work, answer, sent, pass }: ReturnType<typeof start>, most = 2_000): Promise<number> {
    const before = sent.length
    for (let nth = before; nth < before + most; nth++) {
      void work('load', `load ${nth}`)
      await pass(0)
      if (!sent.includes(`load ${nth}`)) break
      await answer(`load ${nth}`)
    }
    return sent.length - before
  }

  test('is left to users in its last quarter, as far as the gateway’s own calls go', async () => {
    const vendor = start(hour)
    expect(await countLoad(vendor)).toBe(750)
    void vendor.ask('Maya', 'question')
    await vendor.pass(0)
    expect(vendor.sent.at(-1)).toBe('question')
  })

  test('has the calls of other integrations in it, once the vendor tells of them', async () => {
    const vendor = start(hour)
    vendor.planner.observe({ limit: 1_000, used: 600 })
    expect(await countLoad(vendor)).toBe(150)
    expect(vendor.planner.status().budget).toEqual({ limit: 1_000, used: 750 })

    vendor.planner.observe({ limit: 1_000, used: 500 })
    await vendor.pass(2_000)
    expect(vendor.sent).toHaveLength(151)
  })

  test.each([
    [0, 0],
    [0, 500],
    [-1, 5],
    [Number.NaN, 5],
    [1_000, -5],
    [1_000, Number.NaN],
    [1, 900],
  ])('that the vendor says is %d, of which %d are used, is as good as unknown', async (limit, used) => {
    const vendor = start(hour)
    vendor.planner.observe({ limit, used })
    void vendor.ask('Maya', 'question')
    await vendor.pass(0)
    expect(vendor.sent).toEqual(['question'])
    await vendor.answer('question')
    expect(await countLoad(vendor)).toBe(749)
  })

  test('keeps no user and nothing that a user waits for, however much is used', async () => {
    const vendor = start(hour)
    vendor.planner.observe({ limit: 1_000, used: 1_000 })
    const awaited = createAwaited()
    void vendor.work('delta', 'delta', awaited)
    void vendor.ask('Maya', 'question')
    await vendor.pass(5_000)
    expect(vendor.sent).toEqual(['question'])
    void awaited.during(() => new Promise(() => undefined))
    await vendor.pass(0)
    expect(vendor.sent).toEqual(['question', 'delta'])
  })

  test('is asked for by background work: once a minute while it is scarce, seldom while it is not', async () => {
    let readings = 0
    let used = 0
    const vendor = start(hour, {
      readBudget: async () => {
        readings += 1
        vendor.planner.observe({ limit: 1_000, used })
      },
    })
    await countLoad(vendor, 25)
    expect(readings).toBe(0)
    used = 800
    await countLoad(vendor, 1)
    expect(readings).toBe(1)
    void vendor.work('load', 'waits')
    await vendor.pass(59_000)
    expect(readings).toBe(1)
    used = 100
    await vendor.pass(3_000)
    expect(readings).toBe(2)
    expect(vendor.sent.at(-1)).toBe('waits')
  })
})

describe('a limit', () => {
  test('that lasts longer than users wait is told at once, and nobody tries before its time is over', async () => {
    const { call, answer, sent, pass, planner } = start()
    void call('first')
    await pass(0)
    await answer('first', limited(30_000))
    expect(await call('early')).toBe('limit')
    expect(planner.status()).toMatchObject({ pausedMs: 30_000, breaker: 'CLOSED' })
    await pass(30_000)
    const [tries, waits] = [call('tries'), call('waits')]
    await pass(0)
    expect(sent).toEqual(['first', 'tries'])
    await answer('tries')
    expect(sent).toEqual(['first', 'tries', 'waits'])
    await answer('waits')
    expect(await Promise.all([tries, waits])).toEqual([null, null])
    expect(planner.status().pausedMs).toBe(0)
  })

  test('that is over soon is waited for', async () => {
    const { call, answer, sent, pass } = start()
    void call('first')
    await pass(0)
    await answer('first', limited(500))
    void call('waits')
    await pass(499)
    expect(sent).toEqual(['first'])
    await pass(2)
    expect(sent).toEqual(['first', 'waits'])
  })

  test('without a time lasts longer each time', async () => {
    const { call, answer, pass, planner } = start()
    const pauses: number[] = []
    for (let nth = 0; nth < 8; nth++) {
      void call(`call ${nth}`)
      await pass(0)
      await answer(`call ${nth}`, limited())
      pauses.push(planner.status().pausedMs)
      await pass(planner.status().pausedMs)
    }

    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  })

  test('of an absurd time ends within an hour', async () => {
    const { call, answer, pass, planner } = start()
    void call('first')
    await pass(0)
    await answer('first', limited(9e15))

    expect(planner.status().pausedMs).toBe(3_600_000)
  })

  test('of one queue keeps no other', async () => {
    const { call, answer, sent, pass } = start()
    void call('first', 'Tickets')
    await pass(0)
    await answer('first', { ...limited(60_000), scope: 'queue' })
    expect(await call('Tickets', 'Tickets')).toBe('limit')
    void call('Companies', 'Companies')
    await pass(0)
    expect(sent).toEqual(['first', 'Companies'])
  })
})

describe('trouble', () => {
  const entities = ['Tickets', 'Companies']

  /** So many failures in a row, of two entities in turns. */
  async function fail({ call, pass, answer }: ReturnType<typeof start>, times: number, of = entities) {
    for (let nth = 0; nth < times; nth++) {
      void call(`failure ${nth}`, of[nth % of.length])
      await pass(0)
      await answer(`failure ${nth}`, failed)
    }
  }

  test('five times in a row opens the breaker: calls wait, and one tries when its time is over', async () => {
    const vendor = start()
    await fail(vendor, 4)
    expect(vendor.planner.status().breaker).toBe('CLOSED')
    await fail(vendor, 1)
    expect(vendor.planner.status().breaker).toBe('OPEN')
    const sentBefore = vendor.sent.length
    void vendor.call('tries', 'Companies')
    void vendor.call('waits', 'Companies')
    await vendor.pass(999)
    expect(vendor.sent).toHaveLength(sentBefore)
    await vendor.pass(1)
    expect(vendor.planner.status().breaker).toBe('HALF_OPEN')
    expect(vendor.sent.slice(sentBefore)).toEqual(['tries'])
    await vendor.answer('tries')
    expect(vendor.sent.slice(sentBefore)).toEqual(['tries', 'waits'])
    expect(vendor.planner.status().breaker).toBe('CLOSED')
  })

  test('that goes on keeps the breaker open for longer after each trial', async () => {
    const vendor = start()
    await fail(vendor, 5)
    const waits: number[] = []
    for (let nth = 0; nth < 7; nth++) {
      const tried = vendor.call(`trial ${nth}`, 'Companies')
      let waitedMs = 0
      for (; vendor.sent.at(-1) !== `trial ${nth}` && waitedMs < 60_000; waitedMs += 500) await vendor.pass(500)
      await vendor.answer(`trial ${nth}`, failed)
      await tried
      waits.push(waitedMs)
    }

    expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000, 5_000, 5_000])
  })

  test('of one entity holds back that entity alone', async () => {
    const vendor = start()
    await fail(vendor, 8, ['TimeEntries'])
    expect(vendor.planner.status().breaker).toBe('CLOSED')
    void vendor.call('early', 'TimeEntries')
    void vendor.call('Tickets', 'Tickets')
    await vendor.pass(0)
    expect(vendor.sent.at(-1)).toBe('Tickets')
    expect(vendor.sent).not.toContain('early')
  })

  test('is not refusals of the vendor, nor a limit, nor a call that was given up', async () => {
    const vendor = start()
    for (const outcome of [alive, limited(1), { ...alive, kind: 'cancelled' } as AttemptOutcome]) {
      for (let nth = 0; nth < 10; nth++) {
        const name = `${outcome.kind} ${nth}`
        void vendor.call(name, entities[nth % 2])
        await vendor.pass(0)
        await vendor.answer(name, outcome)
        await vendor.pass(60_000)
      }
    }
    expect(vendor.planner.status().breaker).toBe('CLOSED')
    await fail(vendor, 4)
    void vendor.call('well', 'Tickets')
    await vendor.pass(0)
    await vendor.answer('well')
    await fail(vendor, 4)
    expect(vendor.planner.status().breaker).toBe('CLOSED')
  })

  test('is tried by another call where the one that tried was given up', async () => {
    const vendor = start()
    await fail(vendor, 5)
    await vendor.pass(1_000)
    void vendor.call('given up', 'Companies')
    await vendor.pass(0)
    await vendor.answer('given up', { ...alive, kind: 'cancelled' })
    void vendor.call('next', 'Companies')
    await vendor.pass(0)
    expect(vendor.sent.at(-1)).toBe('next')
  })

  test('of others keeps no entity that has not failed, until it has', async () => {
    const vendor = start()
    await fail(vendor, 5)
    void vendor.call('not known', 'Contacts')
    await vendor.pass(0)
    expect(vendor.sent.at(-1)).toBe('not known')
    await vendor.answer('not known', failed)
    void vendor.call('known', 'Contacts')
    await vendor.pass(0)
    expect(vendor.sent).not.toContain('known')
    void vendor.call('well', 'Resources')
    await vendor.pass(0)
    await vendor.answer('well')
    expect(vendor.planner.status().breaker).toBe('CLOSED')
  })

  test('that is over soon is waited for by background work that a request waits for', async () => {
    const vendor = start()
    await fail(vendor, 5)
    const awaited = createAwaited()
    void awaited.during(() => new Promise(() => undefined))
    void vendor.work('delta', 'delta', awaited)
    await vendor.pass(999)
    expect(vendor.sent).not.toContain('delta')
    await vendor.pass(2)
    expect(vendor.sent).toContain('delta')
  })

  test('is forgotten where the account has a new address', async () => {
    const vendor = start()
    await fail(vendor, 5)
    vendor.planner.forgetTrouble()
    void vendor.call('at once', 'Companies')
    await vendor.pass(0)
    expect(vendor.sent.at(-1)).toBe('at once')
  })
})

test('a call that the gateway cut off keeps its slot for as long as the vendor may work on it', async () => {
  const { call, answer, sent, pass } = start({ ...threads(3), cutHoldMs: 20_000 })
  for (const name of ['a', 'b', 'c', 'd', 'e']) void call(name)
  await pass(0)
  expect(sent).toEqual(['a', 'b', 'c'])
  await answer('a', { ...failed, isCut: true })
  await pass(19_999)
  expect(sent).toEqual(['a', 'b', 'c'])
  await pass(1)
  expect(sent).toEqual(['a', 'b', 'c', 'd'])
})

test('what waits ends when the planner closes', async () => {
  const { call, planner, pass } = start(threads(1))
  void call('first')
  await pass(0)
  const waiting = call('second')
  await pass(0)
  expect(planner.status()).toMatchObject({ running: 1, waiting: 1 })
  planner.close()

  expect(await waiting).toBe('aborted')
})
