import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeOf, long, olga, startChanges, type Changes } from './start-changes.ts'

let changes: Changes
beforeEach(async () => {
  changes = await startChanges()
})
afterEach(() => changes.end())

const asking = { principal: olga }
const other = { principal: { ...olga, operatorTenants: ['globex'] } }
const target = { tenantId: 'acme', ticketId: 1, idempotencyKey: 'key' }
const logged = { ...target, note: 'Called back.', minutes: 20, statusId: 10 }
const note = { kind: 'NOTE', attempts: 0 } as const

/** Each mutation with an input that is in order. */
const calls = {
  logChange: (given = {}, by = asking) => changes.mutations.logChange({ ...logged, ...given }, by),
  addNote: (given = {}, by = asking) => changes.mutations.addNote({ ...target, text: 'Called back.', ...given }, by),
  addTimeEntry: (given = {}, by = asking) => changes.mutations.addTimeEntry({ ...target, minutes: 20, ...given }, by),
  updateStatus: (given = {}, by = asking) => changes.mutations.updateStatus({ ...target, statusId: 10, ...given }, by),
}
const names = Object.keys(calls) as (keyof typeof calls)[]

const retry = (changeId: string, given: object = {}, by = asking) =>
  changes.mutations.retryChange({ changeId, ...given }, by)
const cancel = (changeId: string, given: object = {}, by = asking) =>
  changes.mutations.cancelChange({ changeId, ...given }, by)

/** Logs a change that then fails. */
async function insertFailed(name: string) {
  const { id } = await changes.store.insert(name)
  await changes.store.deliveries.finish(id, note, { state: 'FAILED', reason: 'no', at: 0 })
  return id
}
const wrongWait = { field: ['waitSeconds'], message: 'Seconds to wait are from 0 to 8.', code: 'BAD_USER_INPUT' }
const noSuchChange = { field: ['changeId'], message: 'There is no such change.', code: 'NOT_FOUND' }

test.each([
  ['logChange', ['addNote', 'addTimeEntry', 'setStatus']],
  ['addNote', ['addNote']],
  ['addTimeEntry', ['addTimeEntry']],
  ['updateStatus', ['setStatus']],
] as const)('%s is answered with the change that was delivered', async (name, writes) => {
  changes.start()
  const { change, userErrors } = await calls[name]()

  expect([change?.state, change?.operatorName, userErrors]).toEqual(['DONE', 'Olga', []])
  expect(changes.connectWise.calls().filter((call) => /^(add|set)/.test(call))).toEqual(writes)
})

test.each(names)('%s is for operators of the tenant, checked before anything is looked up', async (name) => {
  expect(await codeOf(calls[name]({}, other))).toBe('FORBIDDEN')
  expect(await codeOf(calls[name]({ tenantId: 'nowhere' }))).toBe('FORBIDDEN')
  expect(await changes.store.records.count({ tenantIds: ['acme'] })).toBe(0)
})

test.each(names)(
  '%s checks the tenant, the feature and then the input, and asks ConnectWise for none of them',
  async (name) => {
    const everywhere = { principal: { ...olga, operatorTenants: ['nowhere', 'acme'] } }
    const wrong = { ticketId: 0, waitSeconds: 9 }
    expect(await calls[name]({ ...wrong, tenantId: 'nowhere' }, everywhere)).toEqual({
      change: null,
      userErrors: [{ field: ['tenantId'], message: 'There is no such tenant.', code: 'NOT_FOUND' }],
    })
    expect((await calls[name](wrong)).userErrors.map(({ field }) => field)).toEqual([['ticketId'], ['waitSeconds']])
    changes.tenant.isFeatureOn = false
    expect(await codeOf(calls[name](wrong))).toBe('FEATURE_DISABLED')

    expect([changes.connectWise.calls(), await changes.store.records.count({ tenantIds: ['acme'] })]).toEqual([[], 0])
  },
)

test.each([-1, 9])('nothing is waited for %i seconds', async (waitSeconds) => {
  const id = await insertFailed('a')
  const answers = [
    await calls.logChange({ waitSeconds }),
    await retry(id, { waitSeconds }),
    await cancel(id, { waitSeconds }),
  ]

  expect(answers).toEqual(answers.map(() => ({ change: null, userErrors: [wrongWait] })))
  expect(await changes.store.statesOf(id)).toBe('FAILED FAILED PENDING PENDING')
})

test('who waits for 0 seconds has an answer at once', async () => {
  expect((await calls.logChange({ waitSeconds: 0 })).change?.state).toBe('PENDING')
})

test('who waits for 8 seconds has the answer when the change is delivered', async () => {
  changes.start()

  expect((await calls.logChange({ waitSeconds: 8 })).change?.state).toBe('DONE')
  expect((await calls.addNote({ waitSeconds: null, idempotencyKey: 'other' })).change?.state).toBe('DONE')
})

test('who is gone has an answer at once', async () => {
  const { change } = await changes.mutations.logChange(logged, { ...asking, signal: AbortSignal.abort() })

  expect(change?.state).toBe('PENDING')
})

test('a FAILED change is retried and delivered', async () => {
  const id = await insertFailed('a')
  changes.start()
  const { change, userErrors } = await retry(id)

  expect([change?.id, change?.state, userErrors]).toEqual([id, 'DONE', []])
})

test('a change that is not FAILED is not retried', async () => {
  const { id } = await changes.store.insert('a')

  expect(await retry(id)).toEqual({
    change: null,
    userErrors: [
      {
        field: ['changeId'],
        message: 'Only a change that is FAILED can be retried; this one is PENDING.',
        code: 'BAD_USER_INPUT',
      },
    ],
  })
})

test('of two retries at once one is taken, and the other one is told how the change is now', async () => {
  const id = await insertFailed('a')
  const [one, other] = await Promise.all([retry(id, { waitSeconds: 0 }), retry(id, { waitSeconds: 0 })])

  expect([one.change?.state, other.change]).toEqual(['PENDING', null])
  expect(other.userErrors[0]?.message).toBe('Only a change that is FAILED can be retried; this one is PENDING.')
})

test('a retry is for operators of the tenant, and needs the feature', async () => {
  const id = await insertFailed('a')
  expect(await codeOf(retry(id, {}, other))).toBe('FORBIDDEN')
  changes.tenant.isFeatureOn = false
  expect(await codeOf(retry(id))).toBe('FEATURE_DISABLED')

  expect(await changes.store.statesOf(id)).toBe('FAILED FAILED PENDING PENDING')
})

test('a PENDING change is cancelled by name, and cancelling it again is answered in the same way', async () => {
  const { id } = await changes.store.insert('a')
  // Cancelled with a clock that is behind, it still ends after it was logged.
  changes.store.pass(-60_000)
  const { change, userErrors } = await cancel(id)

  expect([change?.state, change?.cancelledBy, userErrors]).toEqual(['CANCELLED', 'Olga', []])
  expect(change?.finishedAt).toBe(change?.createdAt)
  expect(await cancel(id, {}, { principal: { ...olga, name: 'Otto' } })).toEqual({ change, userErrors: [] })
})

test('two cancellations at once get the same answer', async () => {
  const { id } = await changes.store.insert('a')
  const [one, other] = await Promise.all([cancel(id), cancel(id)])

  expect(one).toEqual({ change: await changes.store.find(id), userErrors: [] })
  expect(other).toEqual(one)
})

test('cancelling needs neither the feature nor credentials, only the permission', async () => {
  const { id } = await changes.store.insert('a')
  changes.tenant.isFeatureOn = false
  expect(await codeOf(cancel(id, {}, other))).toBe('FORBIDDEN')
  expect(await changes.store.statesOf(id)).toBe('PENDING PENDING PENDING PENDING')

  expect((await cancel(id)).change?.state).toBe('CANCELLED')
})

test('a change that is not PENDING is not cancelled', async () => {
  expect(await cancel(await insertFailed('a'))).toEqual({
    change: null,
    userErrors: [
      {
        field: ['changeId'],
        message: 'Only a change that is PENDING can be cancelled; this one is FAILED.',
        code: 'BAD_USER_INPUT',
      },
    ],
  })
})

test('the next change of a ticket is delivered at once when the one before it is cancelled', async () => {
  const { id } = await changes.store.insert('a')
  await changes.store.insert('b')
  await changes.store.deliveries.claim({ tenantId: 'acme', ticketId: 1, owner: 'other' })
  await changes.store.deliveries.postpone({ tenantId: 'acme', ticketId: 1, owner: 'other' }, id, note, {
    waitMs: long,
    reason: 'later',
  })
  changes.start()
  await cancel(id)

  await expect.poll(() => changes.store.statesOf('acme:b')).toBe('DONE DONE DONE DONE')
})

test('a change that is not there is not found, and of a tenant of others is forbidden', async () => {
  await changes.store.insert('a', { tenantId: 'globex' })
  const refused = { change: null, userErrors: [noSuchChange] }
  expect([await retry('acme:none'), await cancel('acme:none')]).toEqual([refused, refused])
  expect(await changes.mutations.change('acme:none', asking)).toBeNull()

  for (const id of ['globex:a', 'globex:none', 'none', '', ':a']) {
    expect(await codeOf(retry(id))).toBe('FORBIDDEN')
    expect(await codeOf(cancel(id))).toBe('FORBIDDEN')
    expect(await codeOf(changes.mutations.change(id, asking))).toBe('FORBIDDEN')
  }
})

test('a change is read by its id, up to the longest that an id can be', async () => {
  const reference = 'R'.repeat(95)
  const longest = await changes.store.insert('a', { reference })
  const tooLong = await changes.store.insert('b', { reference: `${reference}R` })

  expect(longest.id).toHaveLength(100)
  expect(await changes.mutations.change(longest.id, asking)).toEqual(longest)
  expect(await changes.mutations.change(tooLong.id, asking)).toBeNull()
})
