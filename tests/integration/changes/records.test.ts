import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSqlNow } from '../../../server/changes/change-clock.ts'
import type { NewChange } from '../../../server/changes/change-record.ts'
import { createChangeRecords } from '../../../server/changes/change-records.ts'
import { createChangeStates } from '../../../server/changes/change-states.ts'
import { createDeliveryRecords } from '../../../server/changes/delivery/delivery-records.ts'
import { createDueChanges } from '../../../server/changes/delivery/due-changes.ts'
import { LeaseLostError } from '../../../server/changes/delivery/leases.ts'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { fromStart } from '../../../server/paging/keyset-page.ts'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'
import { patientProbes } from '../../support/patient-probes.ts'

describe.each(databaseKinds)('changes in %s', (kind) => {
  let databases: Databases
  let db: Database

  beforeAll(async () => {
    databases = await startDatabases(kind)
    db = await openDatabase(await databases.create(), { probeTimes: patientProbes })
  })
  afterAll(async () => {
    await db.destroy()
    await databases.close()
  })

  const now = createSqlNow(kind, Date.now)
  const setUp = () => ({
    records: createChangeRecords({ database: db, now }),
    states: createChangeStates({ database: db, now }),
    delivery: createDeliveryRecords({ database: db, now, leaseMs: 30_000 }),
    due: createDueChanges({ database: db, now, leaseMs: 30_000, longestWaitMs: 600_000 }),
  })
  const newChange = (tenantId: string, ticketId: number, key: string): NewChange => ({
    tenantId,
    ticketId,
    idempotencyKey: key,
    contentHash: 'h',
    reference: `R${key}`,
    companyId: 'acme',
    server: 'https://one.test',
    isProject: null,
    kind: null,
    note: 'n',
    isInternal: true,
    timeNotes: '',
    minutes: 0,
    startedAt: 1_000,
    statusMode: 'none',
    statusId: null,
    memberIdentifier: null,
    operatorId: 'o',
    operatorName: 'Olga',
    plannedSteps: ['NOTE'],
  })

  test('take their places on a ticket without gaps, and later ones are newer, whatever the clock says', async () => {
    const { records } = setUp()
    const keys = Array.from({ length: 8 }, (_, n) => `p${n}`)
    await Promise.all(keys.map((key) => records.insert(newChange('places', 1, key), 5_000)))
    await records.insert(newChange('places', 1, 'late'), 1)

    const rows = await records.ofTicket(
      { tenantId: 'places', ticketId: 1, system: { companyId: 'acme', server: null } },
      100,
    )
    expect(rows.map(({ position }) => position)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
    expect(rows.map(({ createdAt }) => createdAt)).toEqual([
      5_008, 5_007, 5_006, 5_005, 5_004, 5_003, 5_002, 5_001, 5_000,
    ])
    expect(await records.count({ tenantIds: ['places'] })).toBe(9)
  })

  test('with one key are one change, also when asked for at once', async () => {
    const { records } = setUp()
    const inserted = await Promise.all(
      [1, 2, 3, 4].map((n) => records.insert({ ...newChange('keys', 1, 'k'), reference: `K${n}` }, 1_000)),
    )
    expect(inserted.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(new Set(inserted.map(({ change }) => change.id)).size).toBe(1)
    expect(await records.count({ tenantIds: ['keys'] })).toBe(1)
  })

  test('are delivered by one turn at a time, the oldest of a ticket first', async () => {
    const { records, delivery, due } = setUp()
    const { change } = await records.insert(newChange('due', 1, 'a'), 1_000)
    await records.insert(newChange('due', 1, 'b'), 2_000)
    const mine = { tenantId: 'due', ticketId: 1, owner: 'me' }
    const found = async () => (await due.find({ limit: 100, exceptTenants: ['places', 'keys'] })).map(({ id }) => id)

    expect(await found()).toEqual(['due:Ra'])
    expect(await delivery.claim(mine)).toBeGreaterThan(1_000)
    expect(await delivery.claim({ ...mine, owner: 'other' })).toBeNull()
    expect(await found()).toEqual([])
    const step = change.steps[0]!
    await delivery.beginSend(mine, change.id, step)
    await expect(delivery.beginSend(mine, change.id, step)).rejects.toThrow(LeaseLostError)
    await expect(
      delivery.markUnsent({ ...mine, owner: 'other' }, change.id, { kind: 'NOTE', attempts: 1 }),
    ).rejects.toThrow(LeaseLostError)
    expect(await delivery.finish(change.id, step, { state: 'DONE', at: 3_000 })).toBe(false)
    expect(
      await delivery.finish(change.id, { kind: 'NOTE', attempts: 1 }, { state: 'DONE', vendorId: 7, at: 3_000 }),
    ).toBe(true)
    expect(await records.find(change.id)).toMatchObject({ state: 'DONE', finishedAt: 3_000 })
    await delivery.release(mine)
    expect(await found()).toEqual(['due:Rb'])
  })

  test('that was retried waits while a step of a later one may be on its way', async () => {
    const { records, delivery, due, states } = setUp()
    const next = async () => {
      const found = await due.find({ limit: 100, exceptTenants: [] })
      return found.filter(({ tenantId }) => tenantId === 'overtaken').map(({ id }) => id)
    }
    const lease = { tenantId: 'overtaken', ticketId: 1, owner: 'me' }
    const step = { kind: 'NOTE', attempts: 0 } as const
    const { change: older } = await records.insert(newChange('overtaken', 1, 'a'), 1_000)
    const { change: later } = await records.insert(newChange('overtaken', 1, 'b'), 1_000)
    await delivery.claim(lease)
    await delivery.beginSend(lease, older.id, step)
    await delivery.finish(older.id, { ...step, attempts: 1 }, { state: 'FAILED', reason: 'no', at: 2_000 })
    await new Promise((resolve) => setTimeout(resolve, 5))
    await delivery.beginSend(lease, later.id, step)
    await delivery.release(lease)
    await states.retry(older.id)

    expect(await next()).toEqual([later.id])
    await delivery.claim(lease)
    await delivery.markUnsent(lease, later.id, { ...step, attempts: 1 })
    await delivery.release(lease)
    expect(await next()).toEqual([older.id])
    await delivery.finish(older.id, { ...step, attempts: 1 }, { state: 'DONE', vendorId: 7, at: 3_000 })
    await states.cancel(later.id, { by: 'Olga', at: 3_000 })
  })

  test('that were refused and retried are delivered in their own order', async () => {
    const { records, delivery, due, states } = setUp()
    const next = async () => {
      const found = await due.find({ limit: 100, exceptTenants: [] })
      return found.filter(({ tenantId }) => tenantId === 'both').map(({ id }) => id)
    }
    const lease = { tenantId: 'both', ticketId: 1, owner: 'me' }
    const step = { kind: 'NOTE', attempts: 0 } as const
    const refused = { state: 'FAILED', reason: 'no', isUnsent: true, at: 2_000 } as const
    const { change: older } = await records.insert(newChange('both', 1, 'a'), 1_000)
    const { change: later } = await records.insert(newChange('both', 1, 'b'), 1_000)
    await delivery.claim(lease)
    await delivery.beginSend(lease, older.id, step)
    await delivery.finish(older.id, { ...step, attempts: 1 }, refused)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await delivery.beginSend(lease, later.id, step)
    await delivery.finish(later.id, { ...step, attempts: 1 }, refused)
    await delivery.release(lease)
    await states.retry(later.id)
    await states.retry(older.id)

    expect(await next()).toEqual([older.id])
    // Another gateway that had found the later one does not send it either.
    await delivery.claim(lease)
    await expect(delivery.beginSend(lease, later.id, { ...step, attempts: 1 })).rejects.toThrow(LeaseLostError)
    await delivery.release(lease)
    await states.cancel(older.id, { by: 'Olga', at: 3_000 })
    expect(await next()).toEqual([later.id])
    await states.cancel(later.id, { by: 'Olga', at: 3_000 })
  })

  test('that failed can be retried once, and what is done stays done', async () => {
    const { records, delivery, states } = setUp()
    const { change } = await records.insert({ ...newChange('retry', 1, 'a'), plannedSteps: ['NOTE', 'TIME'] }, 1_000)
    expect(await states.retry(change.id)).toBe(false)
    await delivery.finish(change.id, { kind: 'NOTE', attempts: 0 }, { state: 'DONE', at: 2_000 })
    await delivery.finish(change.id, { kind: 'TIME', attempts: 0 }, { state: 'FAILED', reason: 'no', at: 2_000 })
    expect(await records.find(change.id)).toMatchObject({ state: 'FAILED', finishedAt: 2_000 })

    expect([await states.retry(change.id), await states.retry(change.id)]).toEqual([true, false])
    const again = await records.find(change.id)
    expect([again?.state, again?.finishedAt, again?.steps.map(({ state }) => state)]).toEqual([
      'PENDING',
      null,
      ['DONE', 'PENDING', 'SKIPPED'],
    ])
  })

  test('that are cancelled are sent no more, and those that are sent are found out first, whoever is faster', async () => {
    const { records, delivery, states } = setUp()
    const ends = { sent: 0, cancelled: 0 }
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const { change } = await records.insert(
          { ...newChange('races', n + 1, `r${n}`), plannedSteps: ['NOTE', 'TIME'] },
          1_000,
        )
        const lease = { tenantId: 'races', ticketId: n + 1, owner: `o${n}` }
        await delivery.claim(lease)
        const step = change.steps[0]!
        const cancelling = () => states.cancel(change.id, { by: 'Olga', at: 2_000 })
        const sending = () => delivery.beginSend(lease, change.id, step).then(Boolean, () => false)
        // Who begins is not who is first: they meet in the database.
        const cancels = n % 2 === 0 ? [cancelling(), cancelling()] : []
        const send = sending()
        if (cancels.length === 0) cancels.push(cancelling(), cancelling())
        const [isSent, isCancelled, isCancelledTwice] = await Promise.all([send, ...cancels])
        expect([isCancelled, isCancelledTwice].filter(Boolean)).toEqual([true])
        const after = await records.find(change.id)
        expect(after).toMatchObject({ cancelledBy: 'Olga', cancelRequestedAt: 2_000 })
        if (!isSent) {
          ends.cancelled += 1
          expect([after?.state, after?.steps.map(({ state }) => state)]).toEqual([
            'CANCELLED',
            ['SKIPPED', 'SKIPPED', 'SKIPPED'],
          ])
          return
        }
        ends.sent += 1
        expect(after?.state).toBe('PENDING')
        // A held-up turn that comes to an end now, and one that looks again, say what became of it once.
        const at = { kind: 'NOTE', attempts: 1 } as const
        const finished = await Promise.all([
          delivery.finish(change.id, at, { state: 'DONE', vendorId: n, at: 3_000 }),
          delivery.finish(change.id, at, { state: 'SKIPPED', at: 3_000 }),
        ])
        expect(finished.filter(Boolean)).toHaveLength(1)
        const end = await records.find(change.id)
        expect([end?.state, end?.steps.map(({ state }) => state)]).toEqual([
          'CANCELLED',
          [finished[0] ? 'DONE' : 'SKIPPED', 'SKIPPED', 'SKIPPED'],
        ])
        await expect(delivery.beginSend(lease, change.id, { kind: 'TIME', attempts: 0 })).rejects.toThrow(
          LeaseLostError,
        )
      }),
    )
    expect(ends.sent + ends.cancelled).toBe(40)
  })

  test('that are cancelled are not sent by a turn that had read them before, also where a send did not leave', async () => {
    const { records, delivery, states } = setUp()
    const { change } = await records.insert(newChange('stale', 1, 'a'), 1_000)
    const lease = { tenantId: 'stale', ticketId: 1, owner: 'me' }
    await delivery.claim(lease)
    await delivery.beginSend(lease, change.id, change.steps[0]!)
    await states.cancel(change.id, { by: 'Olga', at: 2_000 })
    const sent = { kind: 'NOTE', attempts: 1 } as const
    await delivery.markUnsent(lease, change.id, sent)

    await expect(delivery.beginSend(lease, change.id, sent)).rejects.toThrow(LeaseLostError)
    expect((await records.find(change.id))?.state).toBe('PENDING')
  })

  test('that are cancelled while their last step is under way are DONE when it was stored', async () => {
    const { records, delivery, states } = setUp()
    const ends = async (key: string, state: 'DONE' | 'SKIPPED' | 'FAILED') => {
      const ticketId = key.length
      const { change } = await records.insert(newChange('late', ticketId, key), 1_000)
      const lease = { tenantId: 'late', ticketId, owner: key }
      await delivery.claim(lease)
      await delivery.beginSend(lease, change.id, change.steps[0]!)
      await states.cancel(change.id, { by: 'Olga', at: 2_000 })
      await delivery.finish(change.id, { kind: 'NOTE', attempts: 1 }, { state, at: 3_000 })
      return (await records.find(change.id))?.state
    }
    expect([await ends('a', 'DONE'), await ends('bb', 'SKIPPED'), await ends('ccc', 'FAILED')]).toEqual([
      'DONE',
      'CANCELLED',
      'CANCELLED',
    ])
  })

  test('of another server with tickets of the same numbers wait for themselves, and are not those of this one', async () => {
    const { records, delivery, due } = setUp()
    const servers = ['https://one.test', 'https://two.test', 'https://one.test', null]
    for (const [n, server] of servers.entries()) {
      await records.insert({ ...newChange('servers', 1, `s${n}`), server, companyId: n === 2 ? 'ACME' : 'acme' }, n)
    }
    const others = ['places', 'keys', 'due', 'retry', 'pages', 'races', 'late', 'stale']
    const found = async () => (await due.find({ limit: 100, exceptTenants: others })).map(({ id }) => id).toSorted()
    // What was logged before servers were kept counts as of any.
    expect(await found()).toEqual(['servers:Rs0', 'servers:Rs1'])
    await delivery.finish('servers:Rs0', { kind: 'NOTE', attempts: 0 }, { state: 'DONE', vendorId: 7, at: 9 })
    expect(await found()).toEqual(['servers:Rs1', 'servers:Rs2'])

    const listed = async (server: string) =>
      (await records.ofTicket({ tenantId: 'servers', ticketId: 1, system: { companyId: 'acme', server } }, 9)).map(
        ({ id }) => id,
      )
    expect(await listed('https://one.test')).toEqual(['servers:Rs3', 'servers:Rs2', 'servers:Rs0'])
    expect(await listed('https://two.test')).toEqual(['servers:Rs3', 'servers:Rs1'])
    const [here, there] = [await records.find('servers:Rs2'), await records.find('servers:Rs1')]
    expect([await delivery.idsOfOthers(here!, 'NOTE'), await delivery.idsOfOthers(there!, 'NOTE')]).toEqual([
      new Set([7]),
      new Set(),
    ])
  })

  test('are listed newest first, page by page, each once', async () => {
    const { records } = setUp()
    for (let n = 0; n < 5; n++) await records.insert(newChange('pages', n + 1, `l${n}`), 1_000)
    const first = await records.list({ tenantIds: ['pages'] }, fromStart(3))
    const rest = await records.list({ tenantIds: ['pages'] }, { ...fromStart(3), position: first.at(-1)! })
    expect([...first, ...rest].map(({ id }) => id)).toEqual([
      'pages:Rl4',
      'pages:Rl3',
      'pages:Rl2',
      'pages:Rl1',
      'pages:Rl0',
    ])
  })
})
