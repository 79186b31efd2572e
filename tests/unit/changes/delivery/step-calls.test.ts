import { expect, test } from 'vitest'
import type { ChangeStepKind } from '../../../../server/changes/change-record.ts'
import {
  explainRefusedStatus,
  findStep,
  ready,
  sendStep,
  type ReadyChange,
} from '../../../../server/changes/delivery/step-calls.ts'
import type { Ticket } from '../../../../server/vendors/connectwise/types.ts'
import { createAnsweringConnectWise, status, ticket } from '../answering-connectwise.ts'
import { openStore, startAt } from '../open-store.ts'
import { granted } from './fake-connectwise.ts'

const defaults = { ...granted.defaults, workRole: 'Engineer', workType: 'Remote' }
const store = await openStore()
const change = ready(await store.insert('REF'))
await store.database.destroy()

const { signal } = new AbortController()
const limits = { signal }
const notThese = new Set([7])

function setUp(answers: Partial<ReturnType<typeof createAnsweringConnectWise>['answers']> = {}) {
  const connectWise = createAnsweringConnectWise()
  Object.assign(connectWise.answers, answers)
  const account = { writer: connectWise.writer, defaults }
  return {
    asked: connectWise.asked,
    send: (kind: ChangeStepKind, of: ReadyChange = change) => sendStep(of, kind, account, limits),
    find: (kind: ChangeStepKind, of: ReadyChange = change) => findStep(of, kind, account, notThese, limits),
    explain: (words: string) => explainRefusedStatus(change, words, account, limits),
  }
}

test('a note is added with its text, for whom it is, and its member', async () => {
  const { send, asked } = setUp()

  expect(await send('NOTE')).toBe(101)
  expect(asked).toEqual([['addNote', change, { text: 'The note.', internal: true, memberIdentifier: 'olga' }, limits]])
})

test('a time entry is added with its start, minutes and text, its member, and the tenant’s work role and type', async () => {
  const { send, asked } = setUp()

  expect(await send('TIME')).toBe(102)
  const time = { startedAt: startAt - 900_000, minutes: 15, notes: 'The time entry.', memberIdentifier: 'olga' }
  expect(asked).toEqual([['addTimeEntry', change, { ...time, workRole: 'Engineer', workType: 'Remote' }, limits]])
})

test('a status is set, and has its own id; accepted without effect it has none', async () => {
  const { send, asked } = setUp()
  expect(await send('STATUS')).toBe(10)
  expect(asked).toEqual([['setStatus', change, 10, limits]])

  expect(await setUp({ setStatus: async () => 1 }).send('STATUS')).toBeNull()
})

test('a note is looked for by what was sent, since it was logged, and not among those of others', async () => {
  const { find, asked } = setUp({ findNote: async () => 101 })

  expect(await find('NOTE')).toBe(101)
  const note = { text: 'The note.', internal: true, memberIdentifier: 'olga', since: startAt, notThese }
  expect(asked).toEqual([['findNote', change, note, limits]])
  expect(await setUp().find('NOTE')).toBeNull()
})

test('a time entry is looked for in the same way', async () => {
  const { find, asked } = setUp({ findTimeEntry: async () => 102 })

  expect(await find('TIME')).toBe(102)
  const time = { startedAt: startAt - 900_000, minutes: 15, notes: 'The time entry.', memberIdentifier: 'olga' }
  expect(asked).toEqual([['findTimeEntry', change, { ...time, since: startAt, notThese }, limits]])
  expect(await setUp().find('TIME')).toBeNull()
})

test('a status is found where the ticket has it', async () => {
  const has = (id: number) => ({ readTicket: async (): Promise<Ticket> => ({ ...ticket, status: { id, name: 'S' } }) })
  const { find, asked } = setUp(has(10))

  expect(await find('STATUS')).toBe(10)
  expect(asked).toEqual([['readTicket', 1, limits]])
  expect(await setUp(has(1)).find('STATUS')).toBeNull()
  expect(await setUp({ readTicket: async () => null }).find('STATUS')).toBeNull()
})

test('a change without a status, or of a ticket that is not known, is neither sent nor looked for', async () => {
  const { send, find, asked } = setUp()
  const without = { ...change, statusId: null }

  await expect(send('STATUS', without)).rejects.toThrow('The change acme:REF has no status to set.')
  await expect(find('STATUS', without)).rejects.toThrow('The change acme:REF has no status to set.')
  expect(() => ready({ ...change, isProject: null })).toThrow('The ticket of the change acme:REF is not known.')
  expect(asked).toEqual([])
})

test.each([
  ['Not valid', 'Not valid. The board Voice has: 1 New, 2 Old.'],
  ['Not valid.', 'Not valid. The board Voice has: 1 New, 2 Old.'],
])('a refused status is explained by those of the ticket’s board: %s', async (words, explained) => {
  const { explain, asked } = setUp({ statuses: async () => [status(1, 'New'), status(2, 'Old')] })

  expect(await explain(words)).toBe(explained)
  expect(asked).toEqual([
    ['readTicket', 1, limits],
    ['statuses', 5, limits],
  ])
})

test('where the board has the refused status, the ticket is gone, or ConnectWise is away, its own words stand alone', async () => {
  const fail = async () => {
    throw new Error('away')
  }
  for (const answers of [{}, { readTicket: async () => null }, { readTicket: fail }, { statuses: fail }]) {
    expect(await setUp(answers).explain('Not valid')).toBe('Not valid')
  }
})
