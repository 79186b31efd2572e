import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Replica } from '../../../server/sync/replica.ts'
import { createWorkTime } from '../../../server/work-time.ts'
import type { FakeRecords } from './fake-vendor.ts'
import { createGateways, hourMs, minuteMs, type Gateways } from './gateways.ts'

const textsOf = async (replica: Replica<FakeRecords>) =>
  (await replica.read())?.tables.tickets.rows().map(({ text }) => text)

describe('a replica in a process that is stopped between requests', () => {
  let gateways: Gateways
  beforeEach(async () => {
    gateways = await createGateways()
    gateways.vendor.put({ id: 1, createdAt: 0, text: 'first' })
  })
  afterEach(async () => {
    vi.useRealTimers()
    await gateways.close()
  })

  /** Two processes: one that answers questions, with no time for other work, and one that is given time. */
  function start() {
    const [none, much] = [createWorkTime(), createWorkTime()]
    much.give(hourMs)
    const asking = gateways.start({ workTime: none }).replica
    const keeping = gateways.start({ workTime: much }).replica
    return { asking, keeping, none, much }
  }

  /** Lets the machine's clock go on, by which a process knows that others may have stored something. */
  function letOthersStore() {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 })
  }

  test('is begun by a question, and loaded where there is time', async () => {
    const { asking, keeping } = start()
    await keeping.keep()
    expect(gateways.vendor.reads).toEqual([])

    expect(await asking.read()).toBeNull()
    await expect.poll(() => asking.status()[0]?.checkedAt).not.toBeNull()
    expect(gateways.vendor.reads).toEqual([])

    letOthersStore()
    await keeping.keep()
    expect(gateways.vendor.reads).toEqual(['new', 'old'])
    letOthersStore()
    expect(await textsOf(asking)).toEqual(['first'])
  })

  test('is kept current by deltas where there is time, which others then know', async () => {
    const { asking, keeping } = start()
    await asking.read()
    await expect.poll(() => asking.status()[0]?.checkedAt).not.toBeNull()
    letOthersStore()
    await keeping.keep()
    gateways.vendor.reads.length = 0

    gateways.now += 2 * minuteMs
    gateways.vendor.put({ id: 1, createdAt: 0, text: 'second' })
    letOthersStore()
    expect(await textsOf(asking)).toEqual(['first'])
    await keeping.keep()
    letOthersStore()

    expect(await textsOf(asking)).toEqual(['second'])
    expect(gateways.vendor.reads).toEqual(['delta'])
  })

  test('answers nothing at once from what may be old news', async () => {
    const { asking, keeping } = start()
    await asking.read()
    await expect.poll(() => asking.status()[0]?.checkedAt).not.toBeNull()
    letOthersStore()
    await keeping.keep()
    letOthersStore()
    await asking.read()
    expect(asking.readNow()).not.toBeNull()

    letOthersStore()
    expect(asking.readNow()).toBeNull()
  })

  test('reads a slice only where there is time for it', async () => {
    const { asking, keeping, much } = start()
    await asking.read()
    await expect.poll(() => asking.status()[0]?.checkedAt).not.toBeNull()
    much.give(1_000)
    letOthersStore()
    await keeping.keep()
    expect(gateways.vendor.reads).toEqual([])
  })
})
