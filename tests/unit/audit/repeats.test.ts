import { describe, expect, test } from 'vitest'
import { createEntry, type AuditEntry } from '../../../server/audit/audit-entry.ts'
import { createRepeats } from '../../../server/audit/repeats.ts'

const load = (more: Partial<AuditEntry> = {}) =>
  createEntry({
    kind: 'read',
    at: 1_000,
    actor: { id: 'olga', name: 'Olga', roles: ['VIEWER'] },
    credential: 'token:a',
    address: '10.0.0.1',
    document: 'd1',
    fields: ['tickets(first: 25)'],
    rows: 25,
    vendorCalls: 1,
    milliseconds: 12,
    ...more,
  })

describe('repeats within a minute', () => {
  test('are one entry with their number, the sums, and the last of the rest', () => {
    const repeats = createRepeats()

    expect(repeats.count(load())).toBe(false)
    expect(repeats.take()).toEqual([])
    expect(repeats.count(load())).toBe(false)
    expect(repeats.count(load({ at: 2_000, milliseconds: 30, requestId: 'r2', tenants: ['acme'] }))).toBe(true)
    expect(repeats.count(load({ at: 3_000, vendorCalls: 0, requestId: 'r3' }))).toBe(true)
    expect(repeats.take()).toEqual([
      load({ at: 3_000, count: 2, rows: 50, vendorCalls: 1, milliseconds: 30, requestId: 'r3', tenants: ['acme'] }),
    ])
    expect(repeats.take()).toEqual([])
    expect(repeats.isEmpty).toBe(true)
  })

  test.each<[string, Partial<AuditEntry>]>([
    ['person', { actor: { id: 'otto', name: 'Otto', roles: [] } }],
    ['session', { credential: 'token:b' }],
    ['address', { address: '10.0.0.2' }],
    ['document', { document: 'd2' }],
    ['arguments', { fields: ['tickets(first: 50)'] }],
    ['outcome', { outcome: 'partial' }],
    ['code', { code: 'FORBIDDEN' }],
    ['kind', { kind: 'refusal' }],
  ])('another %s is no repeat', (_, other) => {
    const repeats = createRepeats()
    repeats.count(load())

    expect(repeats.count(load(other))).toBe(false)
  })

  test('of more different ones than are remembered are recorded one by one', () => {
    const repeats = createRepeats(1)
    repeats.count(load())

    expect(repeats.count(load({ document: 'd2' }))).toBe(false)
    expect(repeats.count(load({ document: 'd2' }))).toBe(false)
    expect(repeats.count(load())).toBe(true)
  })
})
