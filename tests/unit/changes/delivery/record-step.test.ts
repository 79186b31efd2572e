import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChangeRecord, StepRecord } from '../../../../server/changes/change-record.ts'
import { usualChangeTimes } from '../../../../server/changes/change-times.ts'
import { recordStep } from '../../../../server/changes/delivery/record-step.ts'
import type { StepEntry } from '../../../../server/changes/delivery/step-facts.ts'
import { createUnansweredSends, sendOf } from '../../../../server/changes/delivery/unanswered-sends.ts'
import { leaseOf, openStore, startAt, type Store } from '../open-store.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

const lease = leaseOf('me')

/** Records an entry on a note that was sent, by a process that keeps that send and is not asked for outcomes. */
async function record(entry: StepEntry) {
  const { id } = await store.insert('a')
  await store.deliveries.claim(lease)
  await store.deliveries.beginSend(lease, id, { kind: 'NOTE', attempts: 0 })
  const change: ChangeRecord = await store.find(id)
  const step: StepRecord = change.steps[0]!
  const unanswered = createUnansweredSends(22_000)
  unanswered.add(sendOf(change, step), { atLeast: () => 0, atMost: () => 0 })
  const options = { delivery: store.deliveries, times: usualChangeTimes, clock: () => startAt, unanswered }
  const run = { lease, now: () => startAt, signal: new AbortController().signal }
  const end = await recordStep(options, entry, { run, change, step, connectWise: null })
  return { end, kept: unanswered.size, step: (await store.find(id)).steps[0]! }
}

test.each<[string, StepEntry, number, number | null]>([
  ['is done is', { do: 'finish', vendorId: 7, outcome: 'stored' }, 0, startAt],
  ['is certainly not stored is', { do: 'send-again' }, 0, null],
  ['did not leave is', { do: 'wait', waitMs: 0, reason: 'x', sent: 'is-not-stored' }, 0, null],
  ['is unknown is not', { do: 'wait', waitMs: 0, reason: 'x', outcome: 'unknown' }, 1, startAt],
])('a send that %s forgotten', async (_, entry, size, sentAt) => {
  const { kept, step } = await record(entry)

  expect([kept, step.sentAt]).toEqual([size, sentAt])
})

test('a status that ConnectWise rejected keeps its words where ConnectWise cannot be asked', async () => {
  const { end, step } = await record({ do: 'fail', reason: 'Not valid.', isStatusRejected: true })

  expect([end, step.state, step.reason]).toEqual([null, 'FAILED', 'Not valid.'])
})
