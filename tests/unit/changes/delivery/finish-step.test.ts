import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChangeStepKind } from '../../../../server/changes/change-record.ts'
import type { StepEnd } from '../../../../server/changes/delivery/finish-step.ts'
import { leaseOf, openStore, startAt, type Store } from '../open-store.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
  await store.insert('a')
})
afterEach(() => store.database.destroy())

const done = { state: 'DONE', vendorId: 7 } as const
const failed = { state: 'FAILED', reason: 'no' } as const
const skipped = { state: 'SKIPPED', reason: 'not needed' } as const

const finish = (kind: ChangeStepKind, end: StepEnd, attempts = 0, id = 'acme:a') =>
  store.deliveries.finish(id, { kind, attempts }, { ...end, at: startAt + 1_000 })

/** Records a step as sent. */
async function send(kind: ChangeStepKind) {
  await store.deliveries.claim(leaseOf('me'))
  await store.deliveries.beginSend(leaseOf('me'), 'acme:a', { kind, attempts: 0 })
}
const cancel = () => store.states.cancel('acme:a', { by: 'Olga', at: startAt })

test('a step that is done has ConnectWise’s id, and the change is PENDING until the last', async () => {
  expect(await finish('NOTE', done)).toBe(true)
  const { state, finishedAt, dueAt, steps } = await store.find('acme:a')
  expect([state, finishedAt, dueAt]).toEqual(['PENDING', null, startAt])
  expect(steps[0]).toEqual({
    kind: 'NOTE',
    state: 'DONE',
    attempts: 0,
    sentAt: null,
    vendorId: 7,
    reason: null,
    finishedAt: startAt + 1_000,
  })
  expect(steps.slice(1).map((step) => step.state)).toEqual(['PENDING', 'PENDING'])
})

test('a change is DONE with its last step, also where that was not needed', async () => {
  await store.insert('b', { ticketId: 2 })
  await finish('NOTE', done)
  await finish('TIME', done)
  await finish('STATUS', skipped)

  expect(await store.statesOf('acme:a')).toBe('DONE DONE DONE SKIPPED')
  expect(await store.find('acme:a')).toMatchObject({ finishedAt: startAt + 1_000 })
  expect((await store.find('acme:a')).steps[2]).toMatchObject({ vendorId: null, reason: 'not needed' })
  expect(await store.statesOf('acme:b')).toBe('PENDING PENDING PENDING PENDING')
})

test('a step that is refused fails the change, and those behind it stay as they are', async () => {
  await finish('NOTE', failed)

  expect(await store.statesOf('acme:a')).toBe('FAILED FAILED PENDING PENDING')
  expect(await store.find('acme:a')).toMatchObject({ finishedAt: startAt + 1_000 })
  expect((await store.find('acme:a')).steps[0]).toMatchObject({ vendorId: null, reason: 'no' })
})

test('a last step that is refused fails the change too', async () => {
  await finish('NOTE', done)
  await finish('TIME', done)
  await finish('STATUS', failed)

  expect(await store.statesOf('acme:a')).toBe('FAILED DONE DONE FAILED')
})

test.each([
  [true, null],
  [false, startAt],
])('where a step that ends is certainly not stored (%s), the time of its send is %j', async (isUnsent, sentAt) => {
  await send('NOTE')
  await finish('NOTE', { ...failed, isUnsent }, 1)

  expect((await store.find('acme:a')).steps[0]).toMatchObject({ state: 'FAILED', attempts: 1, sentAt })
})

test('a step ends once, at the attempt that was seen, of a change that is PENDING', async () => {
  expect(await finish('NOTE', failed, 1)).toBe(false)
  expect(await finish('NOTE', failed, 0, 'acme:none')).toBe(false)
  expect(await store.statesOf('acme:a')).toBe('PENDING PENDING PENDING PENDING')

  expect([await finish('NOTE', done), await finish('NOTE', failed)]).toEqual([true, false])
  expect(await store.statesOf('acme:a')).toBe('PENDING DONE PENDING PENDING')
  await finish('TIME', failed)
  expect(await finish('STATUS', done)).toBe(false)
  expect(await store.statesOf('acme:a')).toBe('FAILED DONE FAILED PENDING')
})

test.each([
  ['is found is CANCELLED without the rest', done, 'CANCELLED DONE SKIPPED SKIPPED'],
  ['is certainly not there is CANCELLED', skipped, 'CANCELLED SKIPPED SKIPPED SKIPPED'],
  ['is refused after all is CANCELLED', failed, 'CANCELLED FAILED SKIPPED SKIPPED'],
])('a cancelled change whose sent step %s', async (_, end, states) => {
  await send('NOTE')
  await cancel()
  await finish('NOTE', end, 1)

  expect(await store.statesOf('acme:a')).toBe(states)
  expect((await store.find('acme:a')).finishedAt).toBe(startAt + 1_000)
})

test.each([
  ['was stored is DONE', done, 'DONE DONE DONE DONE'],
  ['was not stored is CANCELLED', skipped, 'CANCELLED DONE DONE SKIPPED'],
])('a cancelled change whose last step %s', async (_, end, states) => {
  await finish('NOTE', done)
  await finish('TIME', done)
  await send('STATUS')
  await cancel()
  await finish('STATUS', end, 1)

  expect(await store.statesOf('acme:a')).toBe(states)
})
