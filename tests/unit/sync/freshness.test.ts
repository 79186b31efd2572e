import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Replica } from '../../../server/sync/replica.ts'
import type { Slice } from '../../../server/sync/source.ts'
import { middle, type FakeRecords } from './fake-vendor.ts'
import {
  createGateways,
  hourMs,
  load,
  minuteMs,
  RefusedError,
  secondMs,
  type GatewayOptions,
  type Gateways,
} from './gateways.ts'

const ticket = (id: number, createdAt: number, text = 'a') => ({ id, createdAt, text })

/** How old an answer is, whether it is marked stale, and its tickets. */
async function ask(replica: Replica<FakeRecords>, now: number) {
  const read = await replica.read()
  return (
    read && { ageMs: now - read.asOf, stale: read.stale, texts: read.tables.tickets.rows().map(({ text }) => text) }
  )
}

describe('a question', () => {
  let gateways: Gateways
  beforeEach(async () => {
    gateways = await createGateways()
  })
  afterEach(() => gateways.close())

  /** Lets time pass, and the ticket change at its end. */
  function pass(ms: number, text: string) {
    gateways.now += ms
    gateways.vendor.put(ticket(1, 0, text))
  }

  /** A replica that has loaded one ticket, and whose reads are counted from now on. */
  async function startWithTicket(options?: GatewayOptions) {
    gateways.vendor.put(ticket(1, 0, 'first'))
    const { replica } = await gateways.startLoaded(options)
    gateways.vendor.reads.length = 0
    return replica
  }

  test('is not answered while nothing is loaded, and begins the load', async () => {
    const { replica } = gateways.start()

    expect(await replica.read()).toBeNull()
    await expect.poll(() => gateways.vendor.reads).toEqual(['new', 'old'])
  })

  test('says which ranges are loaded while the load goes on', async () => {
    gateways.vendor.hold()
    const { replica } = gateways.start()
    await replica.read()
    await expect.poll(() => gateways.vendor.reads).toEqual(['new'])
    const read = await replica.read()
    const before = { from: 0, before: 1 }
    const after = { from: gateways.now - hourMs, before: gateways.now }

    expect([read?.isLoaded(), read?.isLoaded(before), read?.isLoaded(after), read?.isSliceLoaded('new')]).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(replica.status().map(({ complete, progress }) => [complete, progress])).toEqual([
      [false, 0],
      [false, 0],
    ])
    gateways.vendor.release()
    await expect.poll(async () => (await replica.read())?.isLoaded()).toBe(true)
    expect(replica.status()[0]).toEqual({
      name: 'Tickets',
      records: 0,
      complete: true,
      progress: 1,
      checkedAt: gateways.now,
      changedAt: null,
    })
  })

  test.each(['new', 'old', 'extra'])(
    'says that only what needs the slice %s is not loaded where it fails',
    async (failing) => {
      const { source } = gateways.vendor
      const extra: Slice = { key: 'extra', from: -Infinity, before: Infinity, isExtra: true }
      const slices = [...source.slices(0), extra].sort((a, b) => Number(a.key === failing) - Number(b.key === failing))
      const readSlice: typeof source.readSlice = async (slice, ...rest) => {
        if (slice.key === failing) throw new Error('no')
        return source.readSlice(slice, ...rest)
      }
      const { replica } = gateways.start({ source: { ...source, slices: () => slices, readSlice } })
      await expect
        .poll(async () => {
          const read = await replica.read()
          return slices.filter(({ key }) => read?.isSliceLoaded(key)).length
        })
        .toBe(2)
      const read = await replica.read()
      const [before, after] = [
        read?.isLoaded({ from: 0, before: middle }),
        read?.isLoaded({ from: middle, before: Infinity }),
      ]
      const across = read?.isLoaded({ from: middle - 1, before: middle + 1 })

      expect([before, after, across]).toEqual([failing !== 'old', failing !== 'new', failing === 'extra'])
      expect([read?.isLoaded(), read?.isSliceLoaded(failing)]).toEqual([failing === 'extra', false])
    },
  )

  test('of a replica whose first load fails leads to no other attempt before the delay is over', async () => {
    gateways.vendor.failure = new Error('down')
    const { replica } = gateways.start()
    await replica.read()
    await expect.poll(() => gateways.vendor.reads).toEqual(['new'])
    await replica.refresh()
    for (let question = 0; question < 20; question += 1) await replica.read()
    expect(gateways.vendor.reads).toEqual(['new'])

    gateways.vendor.failure = null
    gateways.now += 10 * secondMs
    await load(replica)
    expect(gateways.vendor.reads).toEqual(['new', 'new', 'old'])
  })

  test('looks for changes once it is answered, and not at the next interval', async () => {
    await (await gateways.startLoaded()).replica.close()
    gateways.vendor.reads.length = 0
    gateways.now += 5 * minuteMs
    const { replica } = gateways.start({ tickMs: hourMs })
    await replica.read()

    expect(gateways.vendor.reads).toEqual([])
    await expect.poll(() => gateways.vendor.reads).toEqual(['delta'])
  })

  test('within a minute of the last delta is answered at once, without a call', async () => {
    const replica = await startWithTicket()
    pass(minuteMs - 1, 'second')
    gateways.vendor.hold()

    expect(await ask(replica, gateways.now)).toEqual({ ageMs: minuteMs - 1, stale: false, texts: ['first'] })
    expect(gateways.vendor.reads).toEqual([])
  })

  test.each([minuteMs + 1, 15 * minuteMs])('%i ms later is answered at once, with a delta behind', async (ageMs) => {
    const replica = await startWithTicket()
    pass(ageMs, 'second')
    gateways.vendor.hold()

    expect(await ask(replica, gateways.now)).toEqual({ ageMs, stale: true, texts: ['first'] })
    await expect.poll(() => gateways.vendor.reads).toEqual(['delta'])
    gateways.vendor.release()
    await expect.poll(() => ask(replica, gateways.now)).toEqual({ ageMs: 0, stale: false, texts: ['second'] })
    expect(gateways.vendor.reads).toEqual(['delta'])
  })

  test('after more than 15 minutes waits for the delta', async () => {
    const replica = await startWithTicket()
    pass(15 * minuteMs + 1, 'second')

    expect(await ask(replica, gateways.now)).toEqual({ ageMs: 0, stale: false, texts: ['second'] })
  })

  test('after more than 15 minutes waits no longer than two seconds, and is marked stale', async () => {
    const replica = await startWithTicket()
    pass(hourMs, 'second')
    gateways.vendor.hold()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      let isOver = false
      const asked = ask(replica, gateways.now).finally(() => (isOver = true))
      await vi.advanceTimersByTimeAsync(2 * secondMs - 1)
      expect(isOver).toBe(false)
      await vi.advanceTimersByTimeAsync(1)

      expect(await asked).toEqual({ ageMs: hourMs, stale: true, texts: ['first'] })
    } finally {
      vi.useRealTimers()
    }
  })

  test('is answered at once where the last attempt failed, and tried again no sooner than the delay is over', async () => {
    const replica = await startWithTicket({ isShared: false })
    pass(hourMs, 'second')
    gateways.vendor.failure = new Error('down')

    const stale = { ageMs: hourMs, stale: true, texts: ['first'] }
    // No time passes: only the failure can end the wait.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      expect(await ask(replica, gateways.now)).toEqual(stale)
      for (let question = 0; question < 20; question += 1) await ask(replica, gateways.now)
    } finally {
      vi.useRealTimers()
    }
    expect(gateways.vendor.reads).toEqual(['delta'])

    gateways.vendor.failure = null
    gateways.now += 10 * secondMs
    expect(await ask(replica, gateways.now)).toEqual({ ageMs: 0, stale: false, texts: ['second'] })
  })

  test('shows nothing of a delta that failed', async () => {
    const replica = await startWithTicket()
    const before = (await replica.read())?.tables.tickets
    pass(5 * minuteMs, 'second')
    gateways.vendor.put(ticket(2, 0))
    gateways.vendor.failure = new Error('timed out on the second page')
    await replica.refresh()

    expect((await replica.read())?.tables.tickets).toBe(before)
    gateways.vendor.failure = null
    gateways.now += 10 * secondMs
    await replica.refresh()
    expect((await replica.read())?.tables.tickets.rows()).toEqual(gateways.vendor.tickets())
  })

  test('is refused where the vendor refuses the gateway, until it no longer does', async () => {
    const replica = await startWithTicket()
    pass(5 * minuteMs, 'second')
    gateways.vendor.failure = new RefusedError('wrong key')
    await replica.refresh()

    await expect(replica.read()).rejects.toThrow(RefusedError)
    await expect(replica.read()).rejects.toThrow('wrong key')
    gateways.vendor.failure = null
    gateways.now += 10 * secondMs
    await expect
      .poll(() => ask(replica, gateways.now).catch(() => null))
      .toEqual({
        ageMs: 0,
        stale: false,
        texts: ['second'],
      })
  })

  test('shows records that were removed no longer', async () => {
    const replica = await startWithTicket()
    gateways.now += minuteMs
    gateways.vendor.remove(1)
    await replica.refresh()

    expect((await ask(replica, gateways.now))?.texts).toEqual([])
  })

  test('of old tables still sees them as they were', async () => {
    const replica = await startWithTicket()
    const read = await replica.read()
    pass(minuteMs, 'second')
    await replica.refresh()

    expect(read?.tables.tickets.get(1)?.text).toBe('first')
  })

  describe('for a refresh', () => {
    test('is one delta for all who ask at once', async () => {
      const replica = await startWithTicket()
      pass(secondMs, 'second')
      await Promise.all(Array.from({ length: 20 }, () => replica.refresh()))

      expect(gateways.vendor.reads).toEqual(['delta'])
      expect(await ask(replica, gateways.now)).toEqual({ ageMs: 0, stale: false, texts: ['second'] })
    })

    test('does not take a delta that began before for its own', async () => {
      const replica = await startWithTicket()
      pass(secondMs, 'second')
      gateways.vendor.hold()
      const first = replica.refresh()
      await expect.poll(() => gateways.vendor.reads).toEqual(['delta'])
      pass(secondMs, 'third')
      const second = replica.refresh()
      gateways.vendor.release()
      await Promise.all([first, second])

      expect(gateways.vendor.reads).toEqual(['delta', 'delta'])
      expect((await ask(replica, gateways.now))?.texts).toEqual(['third'])
    })

    test('ends where the delta fails, and with what is known', async () => {
      const replica = await startWithTicket()
      pass(5 * minuteMs, 'second')
      gateways.vendor.failure = new Error('down')
      await replica.refresh()
      await replica.refresh()

      expect(gateways.vendor.reads).toEqual(['delta'])
      expect(await ask(replica, gateways.now)).toEqual({ ageMs: 5 * minuteMs, stale: true, texts: ['first'] })
    })

    test('ends at once while nothing is loaded', async () => {
      gateways.vendor.failure = new Error('down')
      const { replica } = gateways.start()
      await replica.refresh()

      expect(replica.status()[0]?.checkedAt).toBeNull()
    })

    test('runs a delta also where the clock was set back', async () => {
      const replica = await startWithTicket()
      pass(-30 * secondMs, 'second')
      gateways.vendor.put(ticket(2, 0, 'new'))
      await replica.refresh()

      expect(gateways.vendor.reads).toEqual(['delta'])
    })

    test('ends where the clock is set back meanwhile, and leads to no deltas without end', async () => {
      const replica = await startWithTicket()
      gateways.now += hourMs
      gateways.vendor.hold()
      const first = replica.refresh()
      await expect.poll(() => gateways.vendor.reads).toEqual(['delta'])
      gateways.now += secondMs
      const second = replica.refresh()
      gateways.now -= 2 * hourMs
      gateways.vendor.release()
      await Promise.all([first, second])
      for (let question = 0; question < 20; question += 1) await ask(replica, gateways.now)

      expect(gateways.vendor.reads.length).toBeLessThanOrEqual(3)
    })
  })
})
