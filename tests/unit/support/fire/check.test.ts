import { beforeEach, describe, expect, test } from 'vitest'
import { check } from '../../../support/fire/check.ts'
import type { Asked, Cancel, Evidence, GraphChange, Problem } from '../../../support/fire/evidence.ts'
import type { PlannedChange } from '../../../support/fire/planned-change.ts'
import type { CompanyState, ConnectWiseState } from '../../../support/oracle/connectwise/state.ts'

const begun = Date.parse('2026-03-18T15:00:00Z')

const company = (): CompanyState => ({
  tickets: [
    { id: 50_001, summary: 'Phone', board: { id: 1 }, status: { id: 10 } },
    { id: 50_002, summary: 'Fax', board: { id: 1 }, status: { id: 10 } },
  ],
  projectTickets: [],
  notes: [{ id: 1, ticketId: 50_001, text: 'was there before' }],
  timeEntries: [],
  boards: [],
  statuses: [],
  members: [],
  closingRules: [],
})

function planned(number: number, more: Partial<PlannedChange> = {}): PlannedChange {
  const marker = `[fire-${String(number).padStart(5, '0')}]`
  return {
    marker,
    input: { tenantId: 'acme', ticketId: 50_001, idempotencyKey: marker, note: `${marker} moved a phone` },
    texts: [marker, 'moved a phone'],
    minutes: 40,
    statusId: 10 + number,
    memberIdentifier: 'rocdesk',
    plant: null,
    ...more,
  }
}

interface Case extends Evidence {
  readonly asked: Map<string, Asked>
  readonly listed: { acme: GraphChange[] }
  readonly cancels: Map<string, Cancel>
  readonly foreign: { notes: Set<number>; timeEntries: Set<number> }
}

/** Three changes on one ticket, the last one refused over its work role, each just as often there as it should be. */
function perfect(): Case {
  const changes = [planned(1), planned(2), planned(3, { plant: 'role' })]
  const after = company()
  const listed: GraphChange[] = []
  const asked = new Map<string, Asked>()
  for (const [index, change] of changes.entries()) {
    const reference = `REFERENCE${index + 1}`
    const text = `${change.marker} moved a phone\n\nLogged by Priya Raman · Ref ${reference}`
    const id = `acme:${reference}`
    const isRefused = change.plant !== null
    after.notes.push({ id: 100 + index, ticketId: 50_001, text, member: { id: 1, identifier: 'rocdesk' } })
    if (!isRefused) {
      after.timeEntries.push({
        id: 200 + index,
        chargeToId: 50_001,
        timeStart: '2026-03-18T14:20:00Z',
        timeEnd: '2026-03-18T15:00:00Z',
        actualHours: 0.67,
        notes: `moved a phone · Ref ${reference}`,
        member: { id: 1, identifier: 'rocdesk' },
      })
      after.tickets[0]!.status = { id: change.statusId! }
    }
    const done = { state: 'DONE', attempts: 1, vendorId: '7', reason: null } as const
    const reason = 'Work Role is not valid for the selected location'
    listed.push({
      id,
      ticketId: 50_001,
      note: text,
      minutes: 40,
      statusId: change.statusId,
      memberIdentifier: 'rocdesk',
      operator: 'Priya Raman',
      state: isRefused ? 'FAILED' : 'DONE',
      steps: [
        { kind: 'NOTE', ...done, vendorId: String(100 + index) },
        isRefused
          ? { kind: 'TIME', state: 'FAILED', attempts: 1, vendorId: null, reason }
          : { kind: 'TIME', ...done, vendorId: String(200 + index) },
        isRefused
          ? { kind: 'STATUS', state: 'PENDING', attempts: 0, vendorId: null, reason: null }
          : { kind: 'STATUS', ...done },
      ],
      createdAt: '2026-03-18T15:00:00Z',
    })
    asked.set(change.marker, {
      planned: change,
      changeIds: [id],
      refusals: [],
      requests: 1,
      from: begun,
      to: begun + 500,
    })
  }
  return {
    lanes: [{ tenantId: 'acme', ticketId: 50_001, changes }],
    asked,
    cancels: new Map(),
    foreign: { notes: new Set(), timeEntries: new Set() },
    before: { acme: company() },
    after: { acme: after },
    listed: { acme: listed },
    operator: 'Priya Raman',
  }
}

let evidence: Case
let after: ConnectWiseState[string]
beforeEach(() => {
  evidence = perfect()
  after = evidence.after['acme']!
})

const kinds = (problems: Problem[]) => [...new Set(problems.map(({ kind, about }) => `${kind} ${about}`))]
const first = '[fire-00001]'

test('everything as it should be is no problem', () => {
  expect(check(evidence)).toEqual([])
})

/** The first change as it is when it was taken back after its note. */
function cancelFirst(): void {
  const [note] = evidence.listed.acme[0]!.steps
  const skipped = { state: 'SKIPPED', attempts: 0, vendorId: null, reason: 'It was cancelled.' } as const
  const steps = [note!, { kind: 'TIME', ...skipped }, { kind: 'STATUS', ...skipped }] as const
  evidence.listed.acme.splice(0, 1, { ...evidence.listed.acme[0]!, state: 'CANCELLED', steps })
  evidence.cancels.set(first, { answers: ['PENDING', 'CANCELLED'] })
  after.timeEntries.splice(0, 1)
}

test('a change that was taken back, with what it says was done, is no problem', () => {
  cancelFirst()
  expect(check(evidence)).toEqual([])
})

test('what others wrote is no problem, whatever it looks like', () => {
  after.notes.push({ id: 900, ticketId: 50_001, text: `${first} REFERENCE1` })
  after.timeEntries.push({ ...after.timeEntries[0]!, id: 901 })
  evidence.foreign.notes.add(900)
  evidence.foreign.timeEntries.add(901)
  expect(check(evidence)).toEqual([])
})

describe('the check notices', () => {
  test.each<[string, () => void, string[]]>([
    ['a note twice', () => after.notes.push({ ...after.notes[1]!, id: 900 }), [`doubled ${first}`]],
    ['a time entry twice', () => after.timeEntries.push({ ...after.timeEntries[0]!, id: 900 }), [`doubled ${first}`]],
    [
      'a note that is told to be another’s',
      () => {
        const [note, time, status] = evidence.listed.acme[0]!.steps
        evidence.listed.acme.splice(0, 1, {
          ...evidence.listed.acme[0]!,
          steps: [{ ...note!, vendorId: '900' }, time!, status!],
        })
      },
      [`wrong ${first}`],
    ],
    ['a note that is lost', () => after.notes.splice(1, 1), [`lost ${first}`]],
    ['a time entry that is lost', () => after.timeEntries.splice(0, 1), [`lost ${first}`]],
    ['a note of nobody', () => after.notes.push({ id: 900, ticketId: 50_002, text: 'who am I' }), ['stray acme']],
    [
      'a time entry of nobody',
      () => after.timeEntries.push({ id: 900, timeStart: '2026-03-18T15:00:00Z' }),
      ['stray acme'],
    ],
    ['a note on another ticket', () => void (after.notes[1]!.ticketId = 50_002), [`wrong ${first}`]],
    ['time on another ticket', () => void (after.timeEntries[0]!.chargeToId = 50_002), [`wrong ${first}`]],
    ['a note without its words', () => void (after.notes[1]!.text = `${first} REFERENCE1`), [`wrong ${first}`]],
    ['a note of somebody else', () => void (after.notes[1]!.member = { id: 2 }), [`wrong ${first}`]],
    ['other hours', () => void (after.timeEntries[0]!.actualHours = 0.66), [`wrong ${first}`]],
    [
      'another start',
      () =>
        Object.assign(after.timeEntries[0]!, { timeStart: '2026-03-18T13:20:00Z', timeEnd: '2026-03-18T14:00:00Z' }),
      [`wrong ${first}`],
    ],
    ['time of somebody else', () => void (after.timeEntries[0]!.member = { id: 2 }), [`wrong ${first}`]],
    ['the status of an earlier change', () => void (after.tickets[0]!.status = { id: 11 }), ['wrong acme:50001']],
    ['a status nobody asked for', () => void (after.tickets[1]!.status = { id: 11 }), ['wrong acme:50002']],
    [
      'the status of a change that was refused before',
      () => void (after.tickets[0]!.status = { id: 13 }),
      ['wrong acme:50001'],
    ],
    [
      'time although it was refused',
      () => after.timeEntries.push({ ...after.timeEntries[0]!, id: 900, notes: 'Ref REFERENCE3' }),
      ['wrong [fire-00003]'],
    ],
    ['a change that is not listed', () => evidence.listed.acme.splice(0, 1), [`wrong ${first}`, `lost ${first}`]],
    [
      'a change that nobody asked for',
      () => evidence.listed.acme.push({ ...evidence.listed.acme[0]!, id: 'acme:OTHER' }),
      ['stray acme:OTHER'],
    ],
    [
      'a change that is still PENDING',
      () => evidence.listed.acme.splice(0, 1, { ...evidence.listed.acme[0]!, state: 'PENDING' }),
      [`state ${first}`],
    ],
    [
      'another reason than the one that was planted',
      () => {
        const [note, time, status] = evidence.listed.acme[2]!.steps
        const steps = [note!, { ...time!, reason: 'No idea' }, status!]
        evidence.listed.acme.splice(2, 1, { ...evidence.listed.acme[2]!, steps })
      },
      ['state [fire-00003]'],
    ],
    [
      'one key with two changes',
      () => void evidence.asked.set(first, { ...evidence.asked.get(first)!, changeIds: ['acme:REFERENCE1', 'acme:X'] }),
      [`doubled ${first}`],
    ],
    [
      'a change that is CANCELLED, and nobody asked',
      () => {
        cancelFirst()
        evidence.cancels.clear()
      },
      [`state ${first}`],
    ],
    [
      'time of a change that was taken back before it',
      () => {
        const [entry] = after.timeEntries
        cancelFirst()
        after.timeEntries.push(entry!)
      },
      [`wrong ${first}`],
    ],
    [
      'the note that a change taken back says it has',
      () => {
        cancelFirst()
        after.notes.splice(1, 1)
      },
      [`lost ${first}`],
    ],
    [
      'a change that went on after it was told to be CANCELLED',
      () => void evidence.cancels.set(first, { answers: ['CANCELLED'] }),
      [`state ${first}`],
    ],
    [
      'a note of a change that took another’s for its own',
      () => {
        after.notes[1] = { ...after.notes[1]!, id: 900, text: 'See REFERENCE1' }
        evidence.foreign.notes.add(900)
      },
      [`lost ${first}`],
    ],
    [
      'a refusal of what nothing was planted against',
      () => void evidence.asked.set(first, { ...evidence.asked.get(first)!, refusals: ['BAD_USER_INPUT: no'] }),
      [`wrong ${first}`],
    ],
  ])('%s', (_, spoil, problems) => {
    spoil()

    expect(kinds(check(evidence))).toEqual(problems)
  })
})
