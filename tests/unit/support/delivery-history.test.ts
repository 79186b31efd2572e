import { expect, test } from 'vitest'
import { checkHistory } from '../../support/oracle/delivery/check-history.ts'
import type { EndedChange, History, Stored, Told } from '../../support/oracle/delivery/history.ts'

const asked = (n: number) => ({ key: `key ${n}`, marker: `m${n}x`, note: `m${n}x Port moved`, isInternal: true })

const change = (n: number, more: Partial<EndedChange> = {}): EndedChange => ({
  id: `acme:${n}`,
  key: `key ${n}`,
  companyId: 'acme',
  ticketId: 7,
  position: n,
  state: 'DONE',
  statusId: 10 + n,
  isCancelRequested: false,
  steps: [
    { kind: 'NOTE', state: 'DONE', attempts: 1, vendorId: 100 + n },
    { kind: 'TIME', state: 'DONE', attempts: 1, vendorId: 200 + n },
    { kind: 'STATUS', state: 'DONE', attempts: 1, vendorId: 10 + n },
  ],
  ...more,
})

const stored = (n: number): Stored[] => {
  const on = { companyId: 'acme', ticketId: 7 }
  return [
    { ...on, at: 10 * n, kind: 'NOTE', id: 100 + n, text: `m${n}x Port moved`, isInternal: true },
    { ...on, at: 10 * n + 1, kind: 'TIME', id: 200 + n, text: `m${n}x Port moved`, isInternal: null },
    { ...on, at: 10 * n + 2, kind: 'STATUS', id: 10 + n, text: null, isInternal: null },
  ]
}

const told = (n: number, more: Partial<Told> = {}): Told => ({
  at: 10 * n + 3,
  key: `key ${n}`,
  mutation: 'log',
  userErrors: [],
  change: { id: `acme:${n}`, state: 'DONE', isCancelRequested: false, steps: change(n).steps },
  ...more,
})

/** Two changes on a ticket, each of which happened exactly once. */
const good: History = {
  seed: 1,
  asked: [asked(1), asked(2)],
  requests: new Map([
    ['key 1', 1],
    ['key 2', 1],
  ]),
  told: [told(1), told(2)],
  retried: new Set(),
  sent: [],
  stored: [...stored(1), ...stored(2)],
  changes: [change(1), change(2)],
  statuses: { before: new Map([['acme:7', 1]]), after: new Map([['acme:7', 12]]) },
  unended: null,
}
const [note1, time1, status1] = stored(1) as [Stored, Stored, Stored]
const [note2, time2, status2] = stored(2) as [Stored, Stored, Stored]
const withSteps = (n: number, ...states: string[]): EndedChange['steps'] =>
  change(n).steps.map((step, index) => ({ ...step, state: states[index]! }))

test('finds nothing where each change happened exactly once', () => {
  expect(checkHistory(good)).toEqual([])
})

test.each<[string, Partial<History>, string]>([
  ['a run that has no end', { unended: 'changes stay PENDING' }, 'run: changes stay PENDING'],
  [
    'a change that has not ended',
    { changes: [change(1), change(2, { state: 'PENDING' })], told: [told(1)] },
    'acme:2: has not ended: PENDING with DONE,DONE,DONE',
  ],
  [
    'a change that is done without its steps',
    { changes: [change(1), change(2, { steps: withSteps(2, 'DONE', 'DONE', 'PENDING') })], told: [told(1)] },
    'acme:2: is not done: DONE with DONE,DONE,PENDING',
  ],
  [
    'a change that was cancelled without anyone asking',
    { changes: [change(1), change(2, { state: 'CANCELLED' })], told: [told(1)] },
    'acme:2: was cancelled by no one: CANCELLED with DONE,DONE,DONE',
  ],
  [
    'a note that is stored twice',
    { stored: [...good.stored, { ...note2, id: 300 }] },
    'key 2: NOTE is DONE, and stored 2 times',
  ],
  [
    'a time entry that is lost',
    { stored: good.stored.filter((one) => one !== good.stored[4]) },
    'key 2: TIME is DONE, and stored 0 times',
  ],
  [
    'a note that is stored although it was skipped',
    {
      changes: [
        change(1),
        change(2, { state: 'CANCELLED', isCancelRequested: true, steps: withSteps(2, 'SKIPPED', 'DONE', 'DONE') }),
      ],
      told: [told(1)],
    },
    'key 2: NOTE is SKIPPED, and stored 1 times',
  ],
  ['a note that no one asked for', { stored: [...good.stored, { ...note1, text: 'm9x' }] }, 'stray: NOTE 101: m9x'],
  [
    'a note of another id',
    { stored: [note1, time1, status1, { ...note2, id: 300 }, time2, status2] },
    'key 2: NOTE is 300, not 102',
  ],
  [
    'a note in another company',
    { stored: [note1, time1, status1, { ...note2, companyId: 'globex' }, time2, status2] },
    'key 2: NOTE is in globex',
  ],
  [
    'a note on another ticket',
    { stored: [note1, time1, status1, { ...note2, ticketId: 8 }, time2, status2] },
    'key 2: NOTE is on ticket 8',
  ],
  [
    'a note with another text',
    { stored: [note1, time1, status1, { ...note2, text: 'm2x' }, time2, status2] },
    'key 2: the note says m2x',
  ],
  [
    'a note on the tab for customers',
    { stored: [note1, time1, status1, { ...note2, isInternal: false }, time2, status2] },
    'key 2: the note is on the wrong tab',
  ],
  [
    'a status that was undone',
    { statuses: { ...good.statuses, after: new Map([['acme:7', 11]]) } },
    'acme:7: has the status 11, not 12',
  ],
  [
    'a status that was stored twice',
    { stored: [...good.stored, { ...status2, at: 90 }] },
    'acme:7: 3 statuses stored for 2 changes',
  ],
  [
    'statuses in another order',
    { stored: [note1, time1, { ...status2, at: 12 }, note2, time2, { ...status1, at: 22 }] },
    'acme:7: had the statuses 1,12,11, not 1,11,12',
  ],
  [
    'a change that was stored before an older one',
    { stored: [{ ...note1, at: 50 }, { ...time1, at: 51 }, status1, note2, time2, status2] },
    'key 1: NOTE was stored behind a later one',
  ],
  [
    'a key that is two changes',
    { told: [told(1), told(2), told(2, { change: { ...told(1).change! } })] },
    'key 2: is the changes acme:2 and acme:1',
  ],
  [
    'a change that was told and is lost',
    { changes: [change(1)], told: [told(1), told(2)] },
    'key 2: was told to be acme:2, which is not there',
  ],
  [
    'a refusal of what is there',
    { told: [told(1), told(2, { change: null, userErrors: ['NOT_FOUND: No ticket.'] })] },
    'key 2: was refused, and is there',
  ],
  [
    'a state that was told and is not so',
    { told: [told(1), told(2, { change: { ...told(2).change!, state: 'FAILED' } })] },
    'key 2: log was told FAILED, and it is DONE',
  ],
  [
    'a send after it was told to be cancelled',
    {
      told: [told(1), told(2, { change: { ...told(2).change!, isCancelRequested: true } })],
      sent: [{ at: 1_024, gateway: 'A', kind: 'TIME', companyId: 'acme', ticketId: 7, text: 'm2x Port moved' }],
    },
    'key 2: TIME was sent after it was told to be cancelled',
  ],
])('finds %s', (_, fault, problem) => {
  expect(checkHistory({ ...good, ...fault })).toContain(problem)
})
