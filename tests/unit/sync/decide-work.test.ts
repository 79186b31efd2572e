import { describe, expect, test } from 'vitest'
import { decideWork, type Work, type WorkFacts } from '../../../server/sync/decide-work.ts'
import type { Slice } from '../../../server/sync/source.ts'
import type { SyncState } from '../../../server/sync/sync-state.ts'

const [secondMs, minuteMs, hourMs] = [1_000, 60_000, 3_600_000]
const now = Date.UTC(2026, 2, 10, 12)

const slice = (key: string, from = -Infinity): Slice => ({ key, from, before: Infinity })
const open: Slice = { ...slice('open'), isExtra: true }
const slices = [open, slice('b'), slice('a')]

/** All slices loaded just now. */
const state: SyncState = {
  startedAt: now - 100 * hourMs,
  cursors: {},
  asOf: now,
  slices: { open: now, a: now, b: now },
  referencesAt: now,
  changedAt: {},
}

/** In demand, with nothing to do. */
const idle: WorkFacts = {
  now,
  state,
  slices,
  askedAt: now,
  wantedAt: -Infinity,
  retryAt: -Infinity,
  deltaMs: minuteMs,
}

const delta: Work = { kind: 'delta' }
const references: Work = { kind: 'references' }
const load = (key: string): Work => ({ kind: 'load', slice: slices.find((own) => own.key === key)! })
const reconcile = (key: string): Work => ({ kind: 'reconcile', slice: slices.find((own) => own.key === key)! })
const without = (...keys: string[]) =>
  Object.fromEntries(Object.entries(state.slices).filter(([key]) => !keys.includes(key)))

type Case = [name: string, facts: Partial<Omit<WorkFacts, 'state'>>, state: Partial<SyncState>, work: Work | null]

const decide: (...rest: Case) => void = (_name, facts, own, work) =>
  expect(decideWork({ ...idle, ...facts, state: { ...state, ...own } })).toEqual(work)

const unasked = { askedAt: -Infinity }

describe('deltas', () => {
  test.each<Case>([
    ['are not due while the last one is younger than their interval', {}, { asOf: now - minuteMs + 1 }, null],
    ['are due once their interval is over', {}, { asOf: now - minuteMs }, delta],
    ['are not run where a question was never asked', unasked, { asOf: now - hourMs }, null],
    ['are run for two intervals after a question', { askedAt: now - 2 * minuteMs }, { asOf: now - hourMs }, delta],
    ['are not run later than that', { askedAt: now - 2 * minuteMs - 1 }, { asOf: now - hourMs }, null],
    ['keep a longer interval', { deltaMs: 5 * minuteMs }, { asOf: now - 4 * minuteMs }, null],
    ['are run without demand while slices are missing', unasked, { asOf: now - minuteMs, slices: {} }, delta],
    ['are run between two slices', {}, { asOf: now - minuteMs, slices: without('a', 'b') }, delta],
    ['come before references', {}, { asOf: now - minuteMs, referencesAt: now - hourMs }, delta],
    ['come before reconciliation', {}, { asOf: now - minuteMs, slices: { open: 0, a: 0, b: 0 } }, delta],
  ])('%s', decide)
})

describe('a wanted delta', () => {
  const wanted = { wantedAt: now - secondMs }
  test.each<Case>([
    ['is run before its interval is over', wanted, { asOf: now - 2 * secondMs }, delta],
    ['is run without demand', { ...wanted, ...unasked }, { asOf: now - 2 * secondMs }, delta],
    ['comes before a missing slice', wanted, { asOf: now - 2 * secondMs, slices: {} }, delta],
    ['was run where the last one started after the wish', wanted, { asOf: now }, null],
    ['was run where the last one started with the wish', wanted, { asOf: now - secondMs }, null],
  ])('%s', decide)
})

describe('the initial load', () => {
  test.each<Case>([
    ['begins with the first slice', {}, { slices: {} }, load('open')],
    ['goes on with the next missing one', {}, { slices: without('b', 'a') }, load('b')],
    ['fills a gap', {}, { slices: without('b') }, load('b')],
    ['goes on without demand', unasked, { slices: without('a') }, load('a')],
    ['comes before references', {}, { slices: without('a'), referencesAt: 0 }, load('a')],
    ['comes before reconciliation', {}, { slices: { open: now, b: now - 30 * hourMs } }, load('a')],
  ])('%s', decide)

  test('leaves slices that began after it to deltas', () => {
    const facts = { ...idle, slices: [...slices, slice('new', state.startedAt)] }

    expect(decideWork({ ...facts, state: { ...state, startedAt: state.startedAt + 1 } })).toEqual({
      kind: 'load',
      slice: slice('new', state.startedAt),
    })
    const young = { ...state, startedAt: now - hourMs, slices: { ...state.slices } }
    expect(decideWork({ ...facts, slices: [...slices, slice('new', now - hourMs)], state: young })).toBeNull()
  })
})

describe('references', () => {
  test.each<Case>([
    ['are read again after half an hour', {}, { referencesAt: now - 30 * minuteMs }, references],
    ['are not read again before', {}, { referencesAt: now - 30 * minuteMs + 1 }, null],
    ['are not read again without demand', unasked, { referencesAt: now - 24 * hourMs }, null],
    [
      'come before reconciliation',
      {},
      { referencesAt: now - 30 * minuteMs, slices: { open: now, a: now - 30 * hourMs, b: now } },
      references,
    ],
  ])('%s', decide)
})

describe('reconciliation', () => {
  const at = (a: number, b: number) => ({ slices: { open: now, a: now - a, b: now - b } })
  test.each<Case>([
    ['is not due while every slice is younger than ten hours', {}, at(9.9 * hourMs, 9.9 * hourMs), null],
    ['reads the oldest slice first', {}, at(13 * hourMs, 12 * hourMs), reconcile('a')],
    ['is due early where no other slice was read for a while', {}, at(10 * hourMs, 5 * hourMs), reconcile('a')],
    ['waits after another slice was read, so that they are spread', {}, at(15 * hourMs, 4.9 * hourMs), null],
    ['waits no longer once a slice is 20 hours old', {}, at(20 * hourMs, 0), reconcile('a')],
    ['is not run without demand', unasked, at(30 * hourMs, 30 * hourMs), null],
    ['does not read extra slices again', {}, { slices: { ...state.slices, open: now - 100 * hourMs } }, null],
  ])('%s', decide)

  test('reads a slice that only deltas have filled', () => {
    const begun = [...slices, slice('new', state.startedAt)]
    const own = { ...state, startedAt: now - 21 * hourMs, slices: state.slices }
    const young = begun.map((each) => (each.key === 'new' ? slice('new', own.startedAt) : each))

    expect(decideWork({ ...idle, slices: young, state: own })).toEqual({
      kind: 'reconcile',
      slice: slice('new', own.startedAt),
    })
  })

  test('is not due where there are no slices', () => {
    expect(decideWork({ ...idle, slices: [] })).toBeNull()
  })

  test('of many slices loaded at once reads each once within 20 hours of demand, and seldom two in one minute', () => {
    const many = Array.from({ length: 26 }, (_, index) => slice(`s${index}`))
    let own: SyncState = { ...state, slices: Object.fromEntries(many.map(({ key }) => [key, now])) }
    const reads: { readonly key: string; readonly at: number }[] = []
    for (let time = now; time <= now + 20 * hourMs; time += minuteMs) {
      const facts = {
        ...idle,
        now: time,
        askedAt: time,
        slices: many,
        state: { ...own, asOf: time, referencesAt: time },
      }
      const work = decideWork(facts)
      if (work?.kind !== 'reconcile') continue
      reads.push({ key: work.slice.key, at: time })
      own = { ...own, slices: { ...own.slices, [work.slice.key]: time } }
    }
    const gaps = reads.slice(1).map(({ at }, index) => at - reads[index]!.at)

    expect(new Set(reads.map(({ key }) => key)).size).toBe(26)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20 * minuteMs)
  })
})

describe('after a failure', () => {
  const retry = { retryAt: now + 1 }
  test.each<Case>([
    ['no wanted delta is run', { ...retry, wantedAt: now }, { asOf: 0 }, null],
    ['no slice is loaded', retry, { slices: {} }, null],
    ['nothing else is read', retry, { asOf: 0, referencesAt: 0, slices: { open: 0, a: 0, b: 0 } }, null],
    ['work goes on once the delay is over', { retryAt: now }, { asOf: 0 }, delta],
  ])('%s', decide)
})

describe('a clock that was set back', () => {
  const later = now + 48 * hourMs
  test.each<Case>([
    ['does not stop deltas', {}, { asOf: later }, delta],
    ['does not stop references', {}, { referencesAt: later }, references],
    ['does not stop reconciliation', {}, { slices: { open: later, a: later, b: later } }, reconcile('b')],
    ['ends the demand of the time before', { askedAt: later }, { asOf: 0 }, null],
    ['ends the wishes of the time before: no delta could ever fulfil them', { wantedAt: later }, {}, null],
    [
      'leads to a wanted delta, although the last one seems younger',
      { wantedAt: now },
      { asOf: now + secondMs },
      delta,
    ],
    [
      'does not bring an old wish back where clocks of gateways differ',
      { wantedAt: now - hourMs },
      { asOf: now + secondMs },
      null,
    ],
  ])('%s', decide)
})

describe('a clock that was set far forward', () => {
  const earlier = now - 24 * 365 * hourMs
  test.each<Case>([
    ['ends the demand of the time before', { askedAt: earlier }, { asOf: earlier }, null],
    ['leads to one delta for the next question', { askedAt: now }, { asOf: earlier }, delta],
    ['leads to references next', {}, { referencesAt: earlier }, references],
  ])('%s', decide)
})
