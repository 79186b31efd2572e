import { expect, test } from 'vitest'
import type { Principal } from '../../../server/auth/principal.ts'
import { hashOf, newChange } from '../../../server/changes/new-change.ts'
import type { WantedChange } from '../../../server/changes/wanted-change.ts'
import type { ConnectWiseDefaults } from '../../../server/vendors/connectwise/types.ts'
import { ticket } from './answering-connectwise.ts'
import { granted } from './delivery/fake-connectwise.ts'

const createdAt = Date.UTC(2026, 2, 18, 15, 0, 0, 700)
const olga: Principal = {
  id: 'o',
  name: 'Olga',
  email: 'Olga@MSP.test ',
  role: 'OPERATOR',
  operatorTenants: ['acme'],
  scheme: 'bearer',
}
const wanted: WantedChange = {
  tenantId: 'acme',
  ticketId: 1,
  idempotencyKey: 'key',
  note: 'Called back.',
  change: null,
  minutes: 20,
  statusId: 9,
  memberIdentifier: 'given',
  isInternal: true,
  mutation: 'logChange',
  steps: ['NOTE', 'TIME', 'STATUS'],
}

const complete = (
  change: Partial<WantedChange> = {},
  defaults: Partial<ConnectWiseDefaults> = {},
  principal: Partial<Principal> = {},
) =>
  newChange(
    { ...wanted, ...change },
    { ...olga, ...principal },
    { ...granted, defaults: { ...granted.defaults, ...defaults } },
    { ticket, createdAt, reference: 'K7Q2M9XA4T' },
  )

test('everything that will be sent is fixed when a change is logged', () => {
  const change = complete({ change: { kind: 'DID_CREATED', subject: '+1 555', fields: [] }, isInternal: false })

  expect(change).toEqual({
    tenantId: 'acme',
    ticketId: 1,
    idempotencyKey: 'key',
    contentHash: expect.stringMatching(/^[\w-]{43}$/) as string,
    reference: 'K7Q2M9XA4T',
    companyId: 'acme',
    server: 'https://one.test',
    isProject: false,
    kind: 'DID_CREATED',
    note: 'DID created: +1 555\n\nCalled back.\n\nLogged by Olga · 20 min · Ref K7Q2M9XA4T',
    isInternal: false,
    timeNotes: 'DID created: +1 555\nOlga · Ref K7Q2M9XA4T',
    minutes: 20,
    // The work ends now, in whole seconds.
    startedAt: Date.UTC(2026, 2, 18, 14, 40),
    statusMode: 'given',
    statusId: 9,
    memberIdentifier: 'given',
    operatorId: 'o',
    operatorName: 'Olga',
    plannedSteps: ['NOTE', 'TIME', 'STATUS'],
  })
  expect(complete().kind).toBeNull()
})

test.each([
  [{ ...ticket, kind: 'project' as const }, true],
  [ticket, false],
  [undefined, null],
])('whether the ticket is a project’s is known as far as the ticket is (%#)', (known, isProject) => {
  expect(newChange(wanted, olga, granted, { ticket: known, createdAt, reference: 'K7Q2M9XA4T' }).isProject).toBe(
    isProject,
  )
})

test.each([
  ['the minutes that were given count', 20, ['TIME'], 20, ['TIME']],
  ['none that were given count as none', 0, ['NOTE', 'TIME'], 0, ['NOTE']],
  ['the tenant’s default counts where none were given', null, ['TIME'], 15, ['TIME']],
  ['a mutation without a time entry has none', null, ['NOTE'], 0, ['NOTE']],
] as const)('of the time entry, %s', (_, minutes, steps, kept, plannedSteps) => {
  const change = complete({ minutes, steps, statusId: null })

  expect([change.minutes, change.plannedSteps]).toEqual([kept, plannedSteps])
})

test.each([
  ['that was given is set', 9, ['STATUS'], false, 'given', ['STATUS']],
  ['that was given counts more than a default', 9, ['STATUS'], true, 'given', ['STATUS']],
  ['is the board’s default where the tenant has one', null, ['NOTE', 'STATUS'], true, 'default', ['NOTE', 'STATUS']],
  ['stays as it is otherwise', null, ['NOTE', 'STATUS'], false, 'none', ['NOTE']],
  ['stays as it is by a mutation that sets none', null, ['NOTE'], true, 'none', ['NOTE']],
] as const)('the status %s', (_, statusId, steps, autoUpdateStatus, statusMode, plannedSteps) => {
  const change = complete({ statusId, steps }, { autoUpdateStatus })

  expect([change.statusMode, change.statusId, change.plannedSteps]).toEqual([statusMode, statusId, plannedSteps])
})

test('the member is the given one, else the operator’s by e-mail address, else the tenant’s default', () => {
  const memberMap = [
    { email: 'otto@msp.test', memberIdentifier: 'otto' },
    { email: 'OLGA@msp.test', memberIdentifier: 'olga' },
  ]
  const defaults = { memberMap, defaultMemberIdentifier: 'usual' }
  const member = (given: string | null, email: string | null) =>
    complete({ memberIdentifier: given }, defaults, { email }).memberIdentifier

  expect(member('given', olga.email)).toBe('given')
  expect(member(null, olga.email)).toBe('olga')
  expect(member(null, 'eve@msp.test')).toBe('usual')
  expect(member(null, null)).toBe('usual')
  expect(complete({ memberIdentifier: null }).memberIdentifier).toBeNull()
})

test.each<[string, Partial<WantedChange>]>([
  ['mutation', { mutation: 'addNote' }],
  ['ticket', { ticketId: 2 }],
  ['internal flag', { isInternal: false }],
  ['note', { note: 'Called.' }],
  ['kind', { change: { kind: 'DID_DELETED', subject: 's', fields: [{ name: 'n', before: 'a', after: 'b' }] } }],
  ['subject', { change: { kind: 'DID_CREATED', subject: 't', fields: [{ name: 'n', before: 'a', after: 'b' }] } }],
  [
    'name of a field',
    { change: { kind: 'DID_CREATED', subject: 's', fields: [{ name: 'm', before: 'a', after: 'b' }] } },
  ],
  ['value before', { change: { kind: 'DID_CREATED', subject: 's', fields: [{ name: 'n', before: 'x', after: 'b' }] } }],
  ['value after', { change: { kind: 'DID_CREATED', subject: 's', fields: [{ name: 'n', before: 'a', after: 'x' }] } }],
  ['change', { change: null }],
  ['minutes', { minutes: 21 }],
  ['status', { statusId: null }],
  ['member', { memberIdentifier: null }],
])('another %s is another content', (_, other) => {
  const fields = [{ name: 'n', before: 'a', after: 'b' }]
  const all: WantedChange = { ...wanted, change: { kind: 'DID_CREATED', subject: 's', fields } }

  expect(hashOf({ ...all, ...other })).not.toBe(hashOf(all))
  expect(hashOf({ ...all, idempotencyKey: 'other' })).toBe(hashOf(all))
})
