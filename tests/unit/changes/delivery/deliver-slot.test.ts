import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSqlNow } from '../../../../server/changes/change-clock.ts'
import { createChangeRecords } from '../../../../server/changes/change-records.ts'
import { usualChangeTimes } from '../../../../server/changes/change-times.ts'
import { createDeliverer, type DeliverOptions } from '../../../../server/changes/delivery/deliver.ts'
import { createDeliveryRecords } from '../../../../server/changes/delivery/delivery-records.ts'
import { createDueChanges } from '../../../../server/changes/delivery/due-changes.ts'
import { openDatabase, type Database } from '../../../../server/database/create-database.ts'
import { fromStart } from '../../../../server/paging/keyset-page.ts'
import { takeSlots } from '../../../support/planners.ts'
import { createRandom } from '../../../support/random.ts'
import { createFakeConnectWise, granted } from './fake-connectwise.ts'
import { createVirtualTime } from './virtual-time.ts'

let db: Database
beforeEach(async () => {
  db = await openDatabase('file::memory:')
})
afterEach(() => db.destroy())

/** One turn of a change with a note, and what was done in it, in its order. */
async function deliver(takeSlot: DeliverOptions['takeSlot']) {
  const time = createVirtualTime()
  const now = createSqlNow('sqlite', time.now)
  const records = createChangeRecords({ database: db, now })
  const delivery = createDeliveryRecords({ database: db, now, leaseMs: usualChangeTimes.leaseMs })
  await records.insert(
    {
      tenantId: 'acme',
      ticketId: 1,
      idempotencyKey: 'key',
      contentHash: '',
      reference: 'REF0000001',
      companyId: 'acme',
      server: null,
      isProject: false,
      kind: null,
      note: 'note REF0000001',
      isInternal: true,
      timeNotes: '',
      minutes: 0,
      startedAt: 0,
      statusMode: 'none',
      statusId: null,
      memberIdentifier: null,
      operatorId: 'o',
      operatorName: 'Olga',
      plannedSteps: ['NOTE'],
    },
    time.now(),
  )
  const fake = createFakeConnectWise({
    time,
    random: createRandom(1),
    trouble: 0,
    timeoutMs: 10_000,
    lateStoreMs: 0,
    refuses: () => false,
  })
  const done: string[] = []
  const deliverer = createDeliverer({
    records,
    delivery: {
      ...delivery,
      beginSend: (...given) => {
        done.push('recorded as sent')
        return delivery.beginSend(...given)
      },
    },
    access: {
      async check() {
        done.push('access checked')
        return granted
      },
    },
    writerOf: () => fake.writer,
    times: usualChangeTimes,
    clock: time.now,
    stopwatch: time.stopwatch,
    takeSlot: async (...given) => {
      const slot = await takeSlot?.(...given)
      done.push(slot ? 'slot taken' : 'no slot')
      return slot ?? null
    },
  })
  const [due] = await createDueChanges({
    database: db,
    now,
    leaseMs: usualChangeTimes.leaseMs,
    longestWaitMs: 600_000,
  }).find({ limit: 1, exceptTenants: [] })
  await time.run(deliverer.run(due!, { isClosing: () => false, signal: new AbortController().signal }))
  const [change] = await records.list({ tenantIds: ['acme'] }, fromStart(1))
  return { done, step: change!.steps[0]! }
}

test('a write takes its slot before the access to the tenant is checked and before it is recorded as sent', async () => {
  const take = takeSlots(1, 60_000)
  const { done, step } = await deliver((tenantId, signal) => take(tenantId, 0, signal))

  expect(done).toEqual(['slot taken', 'access checked', 'recorded as sent'])
  expect([step.state, step.attempts]).toEqual(['DONE', 1])
})

test('a write that gets no slot is not recorded as sent, and comes again later', async () => {
  const { done, step } = await deliver(async () => null)

  expect(done).toEqual(['no slot'])
  expect([step.state, step.attempts, step.sentAt, step.reason]).toEqual([
    'PENDING',
    0,
    null,
    'Other calls of the tenant go first.',
  ])
})
