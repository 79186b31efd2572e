import { afterEach, beforeEach, expect, test } from 'vitest'
import { inputError } from '../../../server/errors/user-error.ts'
import { VendorError } from '../../../server/errors/vendor-error.ts'
import { ConnectWiseRefusal } from '../../../server/vendors/connectwise/index.ts'
import { ticket } from './answering-connectwise.ts'
import { granted } from './delivery/fake-connectwise.ts'
import { leaseOf, startAt, system } from './open-store.ts'
import { codeOf, olga, startChanges, type Changes } from './start-changes.ts'

let changes: Changes
beforeEach(async () => {
  changes = await startChanges()
})
afterEach(() => changes.end())

const context = { principal: olga, requestId: 'r' }
const viewer = { ...context, principal: { ...olga, role: 'VIEWER' as const } }
const info = {} as never
const target = { tenantId: 'acme', ticketId: 1, idempotencyKey: 'key' }
const note = { kind: 'NOTE', attempts: 0 } as const

const calls = {
  logChange: (by = context) =>
    changes.resolvers.Mutation.logChange({}, { input: { ...target, note: 'Called back.' } }, by, info),
  addConnectWiseNote: (by = context) =>
    changes.resolvers.Mutation.addConnectWiseNote({}, { input: { ...target, text: 'Called back.' } }, by, info),
  addConnectWiseTimeEntry: (by = context) =>
    changes.resolvers.Mutation.addConnectWiseTimeEntry({}, { input: { ...target, minutes: 20 } }, by, info),
  updateConnectWiseStatus: (by = context) =>
    changes.resolvers.Mutation.updateConnectWiseStatus({}, { input: { ...target, statusId: 10 } }, by, info),
  retryChange: (by = context) =>
    changes.resolvers.Mutation.retryChange({}, { input: { changeId: 'acme:a' } }, by, info),
  cancelChange: (by = context) =>
    changes.resolvers.Mutation.cancelChange({}, { input: { changeId: 'acme:a' } }, by, info),
}

test('what operators may do, others may not', async () => {
  for (const call of Object.values(calls)) expect(await codeOf((async () => call(viewer))())).toBe('FORBIDDEN')
  const { Query, ConnectWise } = changes.resolvers
  expect(await codeOf((async () => Query.change({}, { id: 'acme:a' }, viewer, info))())).toBe('FORBIDDEN')
  const first = { first: 1, after: null }
  expect(await codeOf((async () => Query.changes({}, first, viewer, info))())).toBe('FORBIDDEN')
  expect(await codeOf((async () => ConnectWise.changes({ id: 'acme' } as never, first, viewer, info))())).toBe(
    'FORBIDDEN',
  )
})

test.each([
  ['logChange', ['NOTE', 'TIME']],
  ['addConnectWiseNote', ['NOTE']],
  ['addConnectWiseTimeEntry', ['TIME']],
  ['updateConnectWiseStatus', ['STATUS']],
] as const)('%s delivers its own steps', async (name, kinds) => {
  changes.start()
  const { change } = await calls[name]()

  expect(change?.steps.filter(({ state }) => state === 'DONE').map(({ kind }) => kind)).toEqual(kinds)
})

test('a change is read, cancelled and retried by its id', async () => {
  const { id } = await changes.store.insert('a')
  expect(await changes.resolvers.Query.change({}, { id }, context, info)).toEqual(await changes.store.find(id))
  await changes.store.deliveries.finish(id, note, { state: 'FAILED', reason: 'no', at: startAt })
  changes.start()
  expect((await calls.retryChange()).change?.state).toBe('DONE')
  expect((await calls.cancelChange()).userErrors).toMatchObject([{ field: ['changeId'] }])
})

test('a payload has the change, what is wrong, and the change that was logged before', async () => {
  const { LogChangePayload, ConnectWiseTicketPayload, Change } = changes.resolvers
  const change = await changes.store.insert('a')
  const wrong = inputError(null, 'no')

  for (const payload of [LogChangePayload, ConnectWiseTicketPayload]) {
    expect(payload.change({ change, userErrors: [] })).toBe(change)
  }
  expect(LogChangePayload.userErrors({ change: null, userErrors: [wrong] })).toEqual([wrong])
  expect(LogChangePayload.loggedBefore({ change: null, userErrors: [] })).toBeNull()
  expect(LogChangePayload.loggedBefore({ change: null, userErrors: [], loggedBefore: change })).toBe(change)
  expect(ConnectWiseTicketPayload.userErrors({ change: null, userErrors: [wrong] })).toEqual([wrong])
  expect(Change.operator(change)).toBe('Olga')
})

test('a payload has the ticket as it is, where it can be read and is that of the change', async () => {
  const change = await changes.store.insert('a')
  const { LogChangePayload, ConnectWiseTicketPayload } = changes.resolvers
  const read = async (of = change) => {
    const logged = { change: of, userErrors: [] }
    const [one, other] = [
      await LogChangePayload.ticket(logged, {}, context),
      await ConnectWiseTicketPayload.ticket(logged, {}, context),
    ]
    expect(other).toEqual(one)
    return one
  }
  const answer = (value: typeof ticket | null) => async () => ({ value }) as never
  changes.tenant.ticket = answer(ticket)
  expect(await read()).toEqual({ tenantId: 'acme', system: granted.system, ticket })
  expect(changes.accounts.at(-1)).toBe(granted.account)

  expect(await LogChangePayload.ticket({ change: null, userErrors: [] }, {}, context)).toBeNull()
  expect(await read({ ...change, companyId: 'globex' })).toBeNull()
  changes.tenant.ticket = answer(null)
  expect(await read()).toBeNull()
  changes.tenant.ticket = () => Promise.reject(new Error('away'))
  expect(await read()).toBeNull()
  changes.tenant.ticket = answer(ticket)
  changes.tenant.isFeatureOn = false
  expect(await read()).toBeNull()
})

const timeOut = () => Promise.reject(new VendorError('CONNECTWISE', 'VENDOR_TIMEOUT', 'No answer.'))
const refusal = () =>
  Promise.reject(
    new ConnectWiseRefusal('VENDOR_BAD_RESPONSE', 'no', { status: 400, vendorCode: 'X', words: 'Not valid.' }),
  )

/** What a payload without a field `change` says of a change. */
const undelivered = async (id: string) =>
  changes.resolvers.ConnectWiseTicketPayload.userErrors({ change: await changes.store.find(id), userErrors: [] })

test('what is not in ConnectWise yet is said so, with the reason if there is one', async () => {
  const { id } = await changes.store.insert('a')
  const message = 'It is safe with the gateway and will be in ConnectWise as soon as that takes it.'
  expect(await undelivered(id)).toEqual([{ field: null, message, code: 'PENDING' }])

  changes.connectWise.answers.addNote = timeOut
  changes.start()
  await expect.poll(() => undelivered(id)).toEqual([{ field: null, message: `${message} No answer.`, code: 'PENDING' }])
})

test('what ConnectWise refused is said so, also after something that it took', async () => {
  const { id } = await changes.store.insert('a')
  changes.connectWise.answers.addTimeEntry = refusal
  changes.start()

  await expect
    .poll(() => undelivered(id))
    .toEqual([{ field: null, message: 'ConnectWise refused it: Not valid.', code: 'REFUSED' }])
})

test('a refusal without a reason is one all the same', async () => {
  const { id } = await changes.store.insert('a')
  await changes.store.deliveries.finish(id, note, { state: 'FAILED', at: startAt })

  expect(await undelivered(id)).toEqual([
    { field: null, message: 'ConnectWise refused it: it did not say why.', code: 'REFUSED' },
  ])
})

test('what was cancelled is said so, by its name, and what is done is not spoken of', async () => {
  const { id } = await changes.store.insert('a')
  const { id: done } = await changes.store.insert('b', { plannedSteps: ['NOTE', 'TIME'] })
  await changes.store.states.cancel(id, { by: 'Olga', at: startAt })
  for (const kind of ['NOTE', 'TIME'] as const) {
    const end =
      kind === 'NOTE' ? ({ state: 'DONE', vendorId: 1 } as const) : ({ state: 'SKIPPED', reason: 'x' } as const)
    await changes.store.deliveries.finish(done, { kind, attempts: 0 }, { ...end, at: startAt })
  }

  const message = 'It was cancelled by Olga before all of it was in ConnectWise.'
  expect(await undelivered(id)).toEqual([{ field: null, message, code: 'CANCELLED' }])
  expect(await undelivered(done)).toEqual([])
})

test('what was skipped is no reason for a change to be pending', async () => {
  const { id } = await changes.store.insert('a')
  await changes.store.deliveries.finish(id, note, { state: 'SKIPPED', reason: 'not needed', at: startAt })
  await changes.store.deliveries.claim(leaseOf('me'))

  const [error] = await undelivered(id)
  expect(error?.message).not.toContain('not needed')
})

test('a tenant’s changes are listed 25 at a time unless told otherwise', async () => {
  for (let n = 0; n < 27; n++) await changes.store.insert(`n${n}`)
  const { ConnectWise, ChangeConnection } = changes.resolvers
  const list = async (first: number | null, after: string | null) =>
    ConnectWise.changes({ id: 'acme' } as never, { first: first as never, after }, context, info)
  const page = await list(null, null)
  expect(ChangeConnection.nodes(page)).toEqual(page.edges.map(({ node }) => node))
  expect([page.edges.length, await ChangeConnection.totalCount(page)]).toEqual([25, 27])

  expect((await list(10, page.pageInfo.endCursor)).edges.map(({ node }) => node.id)).toEqual(['acme:n1', 'acme:n0'])
})

test('a ticket’s changes are those of its system, 10 unless told otherwise', async () => {
  for (let n = 0; n < 12; n++) await changes.store.insert(`n${n}`)
  await changes.store.insert('other', { ticketId: 2 })
  await changes.store.insert('server', { server: 'https://two.test' })
  const of = async (first: number | null) =>
    changes.resolvers.ConnectWiseTicket.changes({ tenantId: 'acme', system, ticket }, { first: first as never })

  expect((await of(null)).map(({ reference }) => reference)).toEqual(Array.from({ length: 10 }, (_, n) => `n${11 - n}`))
  expect((await of(2)).map(({ reference }) => reference)).toEqual(['n11', 'n10'])
  expect(await codeOf((async () => of(101))())).toBe('BAD_USER_INPUT')
})
