import { describe, expect, test } from 'vitest'
import { earlyBy, judge, mayStandIn, toAged, type Verdict } from '../../../server/cache/freshness.ts'
import { figurePolicy, metadataPolicy } from '../../../server/vendors/autotask/config.ts'
import { boardPolicy, ticketPolicy } from '../../../server/vendors/connectwise/config.ts'
import * as hubspot from '../../../server/vendors/hubspot/config.ts'

const policy = { freshMs: 100, revalidateMs: 300, staleMs: 1_000, scope: 'test' }
const asOf = 1_000_000
const entry = { value: 'value', asOf }
const usual = { notBefore: 0, isPaused: false, isRefused: false }

/** What becomes of the value at these ages. */
const verdicts = (ages: readonly number[], known = usual, of = { ...policy }, stored: { early?: number } = {}) =>
  ages.map((age) => judge(of, { ...entry, ...stored }, { ...known, now: asOf + age }))

describe('a stored value', () => {
  test('is served while it is fresh, revalidated for a while, and waited for afterwards', () => {
    expect(verdicts([0, 99, 100, 299, 300, 2_000])).toEqual<Verdict[]>([
      'serve',
      'serve',
      'revalidate',
      'revalidate',
      'wait',
      'wait',
    ])
  })

  test('is never served past its freshness by a policy that says nothing of revalidation', () => {
    const { freshMs, staleMs, scope } = policy
    expect(verdicts([99, 100], usual, { freshMs, staleMs, scope } as typeof policy)).toEqual(['serve', 'wait'])
  })

  test('is revalidated for no longer than it may stand in for a failed load', () => {
    expect(verdicts([199, 200], usual, { ...policy, staleMs: 200 })).toEqual(['revalidate', 'wait'])
  })

  test('that gives up some of its freshness is loaded again early, and is not stale yet', () => {
    expect(verdicts([94, 95, 99], usual, policy, { early: 0.05 })).toEqual(['serve', 'revalidate', 'revalidate'])
    expect(toAged(policy, { ...entry, early: 0.05 }, { now: asOf + 99, notBefore: 0 }).stale).toBe(false)
  })

  test('gives up none of its freshness where a caller would have to wait for the next one', () => {
    const { freshMs, staleMs, scope } = policy
    const strict = { freshMs, staleMs, scope } as typeof policy
    expect(verdicts([99, 100], usual, strict, { early: 0.1 })).toEqual(['serve', 'wait'])
  })

  test('from before a refresh is waited for, however new it is', () => {
    expect(verdicts([0, 100], { ...usual, notBefore: asOf })).toEqual(['wait', 'wait'])
    expect(verdicts([0], { ...usual, notBefore: asOf - 1 })).toEqual(['serve'])
  })

  test('is served without a load while its loads are paused, for as long as it may stand in', () => {
    expect(verdicts([100, 300, 999, 1_000], { ...usual, isPaused: true })).toEqual(['serve', 'serve', 'serve', 'wait'])
  })

  test('does not hide that its load was refused', () => {
    expect(verdicts([99, 100], { ...usual, isRefused: true })).toEqual(['serve', 'wait'])
  })

  test('may stand in up to the policy’s age', () => {
    expect([999, 1_000].map((age) => mayStandIn(policy, entry, asOf + age))).toEqual([true, false])
  })

  test.each([
    [99, 0, false],
    [100, 0, true],
    [0, asOf, true],
  ])('at the age of %d, after a refresh at %d, is stale: %s', (age, notBefore, stale) => {
    expect(toAged(policy, entry, { now: asOf + age, notBefore })).toEqual({
      value: 'value',
      asOf,
      stale,
      maxAgeSeconds: 0.1,
    })
  })
})

test('a value gives up at most a tenth of its freshness, and never adds to it', () => {
  expect([0, 0.5, 1].map(earlyBy)).toEqual([0, 0.05, 0.1])
})

describe('the policies of vendors', () => {
  test('never serve ConnectWise’s tickets, notes, time entries and statuses past their freshness', () => {
    for (const strict of [ticketPolicy, boardPolicy]) {
      expect([strict.revalidateMs ?? strict.freshMs, strict.staleMs]).toEqual([strict.freshMs, strict.freshMs])
    }
  })

  test('revalidate figures for fifteen minutes past their freshness, as replicas do', () => {
    const past = [figurePolicy, hubspot.salesPolicy, hubspot.countPolicy, hubspot.websitePolicy].map(
      ({ freshMs, revalidateMs = 0 }) => (revalidateMs - freshMs) / 60_000,
    )
    expect(past).toEqual([15, 15, 15, 15])
  })

  test('never serve a visitor token that is valid for less than half an hour', () => {
    expect(hubspot.visitorPolicy.revalidateMs).toBeLessThanOrEqual(11.5 * 3_600_000)
    expect(hubspot.visitorPolicy.staleMs).toBeLessThanOrEqual(11.5 * 3_600_000)
  })

  test('serve nothing behind a load for longer than instead of one', () => {
    for (const one of [figurePolicy, metadataPolicy, ...Object.values(hubspot).filter((value) => isPolicy(value))]) {
      expect(one.freshMs).toBeLessThanOrEqual(one.revalidateMs ?? one.freshMs)
      expect(one.revalidateMs ?? one.freshMs).toBeLessThanOrEqual(one.staleMs)
    }
  })
})

const isPolicy = (value: unknown): value is typeof figurePolicy =>
  typeof value === 'object' && value !== null && 'freshMs' in value
