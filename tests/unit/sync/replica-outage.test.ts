import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createReplicaStore } from '../../../server/sync/replica-store.ts'
import type { FakeRecords } from './fake-vendor.ts'
import { createGateways, hourMs, leaseMs, load, minuteMs, type Gateway, type Gateways } from './gateways.ts'

const ticket = (id: number, text = 'a') => ({ id, createdAt: 0, text })
const name = (id: number) => ({ id, text: `name ${id}` })

describe('a replica', () => {
  let gateways: Gateways
  beforeEach(async () => {
    gateways = await createGateways()
  })
  afterEach(() => gateways.close())

  const ticketsOf = async ({ replica }: Pick<Gateway, 'replica'>) =>
    (await replica.read())?.tables.tickets.rows() ?? null
  const namesOf = async ({ replica }: Pick<Gateway, 'replica'>) => (await replica.read())?.tables.names.rows() ?? null

  /** What the database has. */
  async function stored() {
    const { account, format } = gateways.vendor.source
    const { database } = gateways
    const store = createReplicaStore<FakeRecords>({ database, account, format, wallClock: () => gateways.now, leaseMs })
    const { changes, state } = await store.read(null)
    return { tickets: changes.tickets?.put ?? [], names: changes.names?.put ?? [], asOf: state?.asOf ?? null }
  }

  /** Changes a ticket, and refreshes. */
  async function change({ replica }: Gateway, text: string) {
    gateways.now += minuteMs
    gateways.vendor.put(ticket(1, text))
    await replica.refresh()
  }

  describe('after a restart', () => {
    test('answers from what is stored, without a call', async () => {
      gateways.vendor.put(ticket(1))
      gateways.vendor.put(ticket(2))
      const first = await gateways.startLoaded()
      first.replica.learn('names', [name(5)])
      await expect.poll(async () => (await stored()).names).toEqual([name(5)])
      await first.replica.close()
      gateways.vendor.reads.length = 0
      const second = gateways.start()

      expect([await ticketsOf(second), await namesOf(second)]).toEqual([[ticket(1), ticket(2)], [name(5)]])
      expect((await second.replica.read())?.isLoaded()).toBe(true)
      expect(gateways.vendor.reads).toEqual([])
    })

    test('goes on with a load that was not complete', async () => {
      gateways.vendor.put(ticket(1))
      const first = gateways.start()
      await first.replica.read()
      await expect.poll(() => gateways.vendor.reads).toContain('new')
      gateways.vendor.failure = new Error('down')
      await first.replica.close()
      gateways.vendor.failure = null
      const second = gateways.start()
      await load(second.replica)

      expect(await ticketsOf(second)).toEqual([ticket(1)])
      expect(await stored()).toEqual({ tickets: [ticket(1)], names: [], asOf: gateways.now })
    })

    test('during an outage of the vendor answers what is stored, marked stale', async () => {
      gateways.vendor.put(ticket(1))
      const first = await gateways.startLoaded()
      await first.replica.close()
      gateways.vendor.failure = new Error('down')
      gateways.now += hourMs
      const second = gateways.start()
      const read = await second.replica.read()

      expect([read?.stale, read?.tables.tickets.rows()]).toEqual([true, [ticket(1)]])
    })

    test('never shows records of another account', async () => {
      gateways.vendor.put(ticket(1))
      await (await gateways.startLoaded()).replica.close()
      gateways.vendor.failure = new Error('down')
      const { replica } = gateways.start({ source: { ...gateways.vendor.source, account: 'another' } })

      expect(await replica.read()).toBeNull()
    })

    test('with another format loads everything again', async () => {
      gateways.vendor.put(ticket(1))
      await (await gateways.startLoaded()).replica.close()
      gateways.vendor.reads.length = 0
      const { replica } = gateways.start({ source: { ...gateways.vendor.source, format: '2' } })

      expect(await replica.read()).toBeNull()
      await load(replica)
      expect(gateways.vendor.reads).toEqual(['new', 'old'])
    })
  })

  describe('whose database goes away', () => {
    test('stays current, and stores what it has more once it is back', async () => {
      gateways.vendor.put(ticket(1))
      const gateway = await gateways.startLoaded()
      gateway.store.isAway = true
      gateways.vendor.put(ticket(2))
      await change(gateway, 'b')
      gateway.replica.learn('names', [name(5)])
      gateways.vendor.remove(2)
      await change(gateway, 'c')

      expect([await ticketsOf(gateway), await namesOf(gateway)]).toEqual([[ticket(1, 'c')], [name(5)]])
      expect((await stored()).tickets).toEqual([ticket(1)])
      gateway.store.isAway = false
      gateways.now += minuteMs
      await gateway.replica.refresh()
      expect(await stored()).toEqual({ tickets: [ticket(1, 'c')], names: [name(5)], asOf: gateways.now })
      expect([await ticketsOf(gateway), await namesOf(gateway)]).toEqual([[ticket(1, 'c')], [name(5)]])
    })

    test('before the start loads everything, and keeps and stores it once it is back', async () => {
      gateways.vendor.put(ticket(1))
      const gateway = gateways.start({ isAway: true })
      await load(gateway.replica)
      gateway.replica.learn('names', [name(5)])
      gateway.store.isAway = false
      gateways.vendor.reads.length = 0
      gateways.now += minuteMs
      await gateway.replica.refresh()

      expect(gateways.vendor.reads).toEqual(['delta'])
      expect([await ticketsOf(gateway), await namesOf(gateway)]).toEqual([[ticket(1)], [name(5)]])
      expect(await stored()).toEqual({ tickets: [ticket(1)], names: [name(5)], asOf: gateways.now })
    })

    test('and loses answers only shows and stores the newest records', async () => {
      gateways.vendor.put(ticket(1))
      const gateway = await gateways.startLoaded()
      await change(gateway, 'b')
      const original = gateway.store.save
      gateway.store.save = async (...args) => {
        gateway.store.losesAnswers = true
        return original(...args).finally(() => {
          gateway.store.losesAnswers = false
          gateway.store.isAway = true
        })
      }
      await change(gateway, 'c')
      gateway.store.save = original
      await change(gateway, 'd')
      expect(await ticketsOf(gateway)).toEqual([ticket(1, 'd')])
      gateway.store.isAway = false
      gateways.now += hourMs
      await gateway.replica.refresh()

      expect(await ticketsOf(gateway)).toEqual([ticket(1, 'd')])
      expect((await stored()).tickets).toEqual([ticket(1, 'd')])
    })
  })

  describe('of two on one database', () => {
    test('one reads from the vendor, and the other follows', async () => {
      gateways.vendor.put(ticket(1))
      const one = await gateways.startLoaded()
      const two = gateways.start()
      expect(await ticketsOf(two)).toEqual([ticket(1)])
      gateways.vendor.reads.length = 0
      await change(one, 'b')

      await expect.poll(() => ticketsOf(two)).toEqual([ticket(1, 'b')])
      expect(gateways.vendor.reads).toEqual(['delta'])
    })

    test('both answer after one load, begun at the same time', async () => {
      for (let id = 1; id <= 50; id += 1) gateways.vendor.put(ticket(id))
      const both = [gateways.start(), gateways.start()]
      await Promise.all(both.map(({ replica }) => load(replica)))

      expect(await Promise.all(both.map(ticketsOf))).toEqual([gateways.vendor.tickets(), gateways.vendor.tickets()])
      expect(gateways.vendor.reads.toSorted()).toEqual(['new', 'old'])
    })

    test('none reads for itself while the database is away for a moment, unless it is asked to refresh', async () => {
      gateways.vendor.put(ticket(1))
      const both = [
        await gateways.startLoaded({ aloneAfterMs: 60_000 }),
        await gateways.startLoaded({ aloneAfterMs: 60_000 }),
      ]
      for (const { store } of both) store.isAway = true
      gateways.now += minuteMs
      gateways.vendor.reads.length = 0
      await Promise.all(both.map(ticketsOf))
      // Several looks for work.
      await new Promise((resolve) => setTimeout(resolve, 400))
      expect(gateways.vendor.reads).toEqual([])

      await both[0]?.replica.refresh()
      expect(gateways.vendor.reads).toEqual(['delta'])
    })

    test('each reads for itself once the database has been away for long enough', async () => {
      gateways.vendor.put(ticket(1))
      const both = [
        await gateways.startLoaded({ aloneAfterMs: 100 }),
        await gateways.startLoaded({ aloneAfterMs: 100 }),
      ]
      for (const { store } of both) store.isAway = true
      gateways.now += minuteMs
      gateways.vendor.reads.length = 0
      await Promise.all(both.map(ticketsOf))

      await expect.poll(() => gateways.vendor.reads).toEqual(['delta', 'delta'])
    })

    test('both know what one has learned', async () => {
      const both = [await gateways.startLoaded(), await gateways.startLoaded()] as const
      both[0].replica.learn('names', [name(5)])
      both[1].replica.learn('names', [name(6)])

      for (const gateway of both) await expect.poll(() => namesOf(gateway)).toEqual([name(5), name(6)])
    })

    test('share one delta where both are refreshed at once', async () => {
      const both = [await gateways.startLoaded(), await gateways.startLoaded()] as const
      gateways.vendor.reads.length = 0
      gateways.vendor.put(ticket(1, 'b'))
      gateways.now += minuteMs
      await Promise.all(both.map(({ replica }) => replica.refresh()))

      expect(gateways.vendor.reads).toEqual(['delta'])
      expect(await Promise.all(both.map(ticketsOf))).toEqual([[ticket(1, 'b')], [ticket(1, 'b')]])
    })

    test('the other takes over once the lease of one that is gone has expired', async () => {
      gateways.vendor.put(ticket(1))
      const one = await gateways.startLoaded()
      const two = await gateways.startLoaded()
      gateways.vendor.hold()
      gateways.now += minuteMs
      gateways.vendor.put(ticket(1, 'b'))
      const dying = one.replica.refresh()
      await expect.poll(() => gateways.vendor.reads.at(-1)).toBe('delta')
      one.store.isAway = true
      gateways.now += leaseMs - 1
      await two.replica.read()
      gateways.vendor.reads.length = 0
      for (let question = 0; question < 20; question += 1) await ticketsOf(two)
      expect(gateways.vendor.reads).toEqual([])

      gateways.now += 1
      const takeover = two.replica.refresh()
      await expect.poll(() => gateways.vendor.reads).toEqual(['delta'])
      gateways.vendor.release()
      await Promise.all([takeover, dying])
      expect(await ticketsOf(two)).toEqual([ticket(1, 'b')])
      expect((await stored()).tickets).toEqual([ticket(1, 'b')])
    })

    test.each(['holds', 'has released'])(
      'the slower one stores nothing of what it read while another one took the lease over, which that one %s',
      async (which) => {
        gateways.vendor.put(ticket(1))
        const one = await gateways.startLoaded()
        gateways.vendor.hold()
        const changing = change(one, 'b')
        await expect.poll(() => gateways.vendor.reads.at(-1)).toBe('delta')
        const { account, format } = gateways.vendor.source
        const { database } = gateways
        const wallClock = () => gateways.now
        const other = createReplicaStore<FakeRecords>({ database, account, format, wallClock, leaseMs })
        const { revision, state } = await other.read(null)
        gateways.now += leaseMs
        expect(await other.claim()).toBe(true)
        gateways.vendor.put(ticket(1, 'c'))
        const newer = { tickets: { put: [ticket(1, 'c')], remove: [] } }
        await other.save(newer, { ...state!, asOf: gateways.now, cursors: { tickets: gateways.now } }, revision.epoch)
        if (which === 'has released') {
          await other.release()
          const { renewals } = one.store
          // The lease is renewed every few seconds.
          await expect.poll(() => one.store.renewals, { timeout: 40_000 }).toBeGreaterThan(renewals)
        }
        gateways.vendor.release()
        await changing

        expect(await ticketsOf(one)).toEqual([ticket(1, 'c')])
        expect((await stored()).tickets).toEqual([ticket(1, 'c')])
        expect((await other.read(revision)).revision.number).toBe(revision.number + 1)
      },
    )
  })

  describe('that is closed', () => {
    test('while it loads ends with the read at hand, and releases the lease', async () => {
      gateways.vendor.put(ticket(1))
      gateways.vendor.hold()
      const { replica } = gateways.start()
      await replica.read()
      await expect.poll(() => gateways.vendor.reads).toEqual(['new'])
      let isOver = false
      const closing = replica.close().then(() => (isOver = true))
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(isOver).toBe(false)
      gateways.vendor.release()
      await closing

      expect(gateways.vendor.reads).toEqual(['new'])
      const { owner, revision } = await gateways.database
        .selectFrom('sync_accounts')
        .select(['owner', 'revision'])
        .executeTakeFirstOrThrow()
      expect([owner, revision]).toEqual([null, 1])
    })

    test('ends the waits of those who ask', async () => {
      const gateway = await gateways.startLoaded()
      gateways.vendor.hold()
      gateways.now += hourMs
      // No time passes: only the end of the replica can end the waits.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      try {
        const waiting = [gateway.replica.read(), gateway.replica.refresh()]
        await expect.poll(() => gateways.vendor.reads.at(-1)).toBe('delta')
        const closing = gateway.replica.close()
        await Promise.all(waiting)
        gateways.vendor.release()
        await closing
      } finally {
        vi.useRealTimers()
      }

      expect((await gateway.replica.read())?.stale).toBe(false)
    })

    test('reads nothing more, whatever is asked', async () => {
      const { replica } = await gateways.startLoaded()
      await replica.close()
      gateways.vendor.reads.length = 0
      gateways.now += hourMs
      await Promise.all([replica.read(), replica.refresh()])

      expect(gateways.vendor.reads).toEqual([])
      expect((await replica.read())?.stale).toBe(true)
    })
  })
})
