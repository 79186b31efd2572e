import { describe, expect, test } from 'vitest'
import { describeReplica } from '../../../scripts/describe-replica.ts'
import type { StoredReplica } from '../../../server/sync/stored-replicas.ts'
import { newState } from '../../../server/sync/sync-state.ts'

const now = Date.parse('2026-03-18T15:00:00.250Z')
const minute = 60_000
const slices = ['a', 'b', 'c'].map((key) => ({ key, from: 0, before: 1 }))
const state = {
  ...newState(now - 90 * minute, { tickets: 0 }),
  asOf: now - 42_000,
  slices: { a: now, b: now },
  changedAt: { tickets: now - 3 * 24 * 60 * minute },
}
const replica: StoredReplica = {
  account: 'autotask:0123456789ab',
  format: '1:25',
  state,
  collections: [
    { key: 'tickets', records: 12_345, bytes: 3 * 1_024 ** 2 },
    { key: 'timeEntries', records: 1, bytes: 100 },
  ],
  leasedUntil: now + 5_000,
  usedAt: now - 10 * minute,
}

describe('the description of a stored replica', () => {
  test('says how far it is, how old, who reads it, and what it holds', () => {
    expect(describeReplica(replica, { now, slices, belongsTo: 'us' }).split('\n')).toEqual([
      'autotask:0123456789ab',
      '  First load:   66 %',
      '  Last delta:   2026-03-18T14:59:18Z (42 s ago)',
      '  Being read:   yes, a gateway holds the lease until 2026-03-18T15:00:05Z',
      '  Last in use:  2026-03-18T14:50:00Z (10 min ago), to the hour',
      '  Stored size:  3.0 MiB',
      '  Tickets:      12,345 records, 3.0 MiB, last changed 2026-03-15T15:00:00Z (3 days ago)',
      '  Time entries: 1 record, 100 B, never changed',
    ])
  })

  test('names an account of other settings, and a replica that was not begun', () => {
    const begun = { ...replica, state: null, collections: [], leasedUntil: null }

    expect(describeReplica(begun, { now, slices, belongsTo: 'another account' }).split('\n').slice(0, 4)).toEqual([
      'autotask:0123456789ab (not the account and queue of these settings)',
      '  First load:   not begun',
      '  Last delta:   none',
      '  Being read:   no, the lease is free',
    ])
  })

  test('names one of the same account that other gateways use, or did', () => {
    expect(describeReplica(replica, { now, slices: null, belongsTo: 'another format' }).split('\n')[0]).toBe(
      'autotask:0123456789ab (of another version or SYNC_MONTHS: deleted once it was not used for seven days)',
    )
  })

  test.each([
    ['complete', { state: { ...state, slices: { a: now, b: now, c: now } } }, slices, /First load: +complete/],
    ['of another version', {}, null, /First load: +stored by another version/],
    ['under an expired lease', { leasedUntil: now }, slices, /Being read: +no, the lease is free/],
    ['used at an instant of a clock that was ahead', { usedAt: now + 1 }, slices, /Last in use: .*\(in the future\)/],
    ['used hours ago', { usedAt: now - 125 * minute }, slices, /Last in use: .*\(2 h ago\)/],
  ])('is right for one that is %s', (_, changes, ownSlices, line) => {
    expect(describeReplica({ ...replica, ...changes }, { now, slices: ownSlices, belongsTo: 'us' })).toMatch(line)
  })
})
