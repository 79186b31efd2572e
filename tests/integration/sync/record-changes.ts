import type { AutotaskState, WireTicket } from '../../support/oracle/state.ts'
import type { Random } from '../../support/random.ts'
import type { VendorControl } from '../../support/vendor-control.ts'
import { iso, type ChangeContext, type KindOfChange } from './kind-of-change.ts'
import { kindsOfSalesChange } from './sales-changes.ts'

const hour = 3_600_000

function ticketOf({ state, random }: ChangeContext, isWanted: (ticket: WireTicket) => boolean): WireTicket {
  return random.pick(state.Tickets.filter(isWanted))
}

const isRoc = (state: AutotaskState) => (ticket: WireTicket) => ticket.queueID === state.rocQueueID
const otherQueue = (state: AutotaskState) =>
  state.Tickets.find((ticket) => ticket.queueID !== state.rocQueueID && ticket.queueID !== null)?.queueID ?? 5

/** Changes fields of any ticket of the queue. */
const edit =
  (fields: (change: ChangeContext, ticket: WireTicket) => Record<string, unknown>, marks?: 'none' | 'tracked') =>
  (change: ChangeContext) => {
    const ticket = ticketOf(change, isRoc(change.state))
    return change.autotask.records('Tickets', {
      upsert: { id: ticket.id, ...fields(change, ticket) },
      ...(marks && { marks }),
    })
  }

const anyCompany = ({ state, random }: ChangeContext) => ({ companyID: random.pick(state.Companies).id })
const sla = (_: ChangeContext, ticket: WireTicket) => ({
  serviceLevelAgreementHasBeenMet: ticket.serviceLevelAgreementHasBeenMet !== true,
})

/** A new ticket, created within the last 40 days. */
const create = (queueOf: (state: AutotaskState) => number) => (change: ChangeContext) => {
  const { autotask, state, random, now } = change
  const {
    id: _,
    ticketNumber,
    lastActivityDate: __,
    lastTrackedModificationDateTime: ___,
    ...like
  } = random.pick(state.Tickets)
  const createDate = iso(now - random.below(40 * 24) * hour)
  return autotask.records('Tickets', {
    upsert: {
      ...like,
      ticketNumber: `T20260101.${String(1_000 + random.below(8_999))}`,
      title: `A new one, like ${ticketNumber}`,
      queueID: queueOf(state),
      status: 1,
      createDate,
      completedDate: null,
      resolvedDateTime: null,
      firstResponseDateTime: null,
    },
  })
}

const newTimeEntry =
  (isWanted: (state: AutotaskState) => (ticket: WireTicket) => boolean) => (change: ChangeContext) => {
    const { autotask, state, random, now } = change
    const day = iso(now - random.below(20) * 24 * hour).slice(0, 10)
    return autotask.records('TimeEntries', {
      upsert: {
        ticketID: ticketOf(change, isWanted(state)).id,
        resourceID: random.pick(state.Resources).id,
        hoursWorked: (1 + random.below(40)) / 4,
        dateWorked: `${day}T00:00:00Z`,
        summaryNotes: 'Worked on it.',
        timeEntryType: 2,
      },
    })
  }

const someTimeEntry = ({ state, random }: ChangeContext) => {
  const roc = new Set(state.Tickets.filter(isRoc(state)).map(({ id }) => id))
  return random.pick(state.TimeEntries.filter(({ ticketID }) => ticketID !== null && roc.has(ticketID)))
}

/** Every kind of change of contract/simulators.md. */
export const kindsOfChange: Readonly<Record<string, KindOfChange>> = {
  'another status': { isMarked: true, apply: edit(({ random }) => ({ status: random.pick([1, 7, 8, 11]) })) },
  'a ticket completed': {
    isMarked: true,
    apply: edit(({ now }) => ({ status: 5, completedDate: iso(now), resolvedDateTime: iso(now) })),
  },
  'a ticket opened again': { isMarked: true, apply: edit(() => ({ status: 8, completedDate: null })) },
  'another priority': { isMarked: true, apply: edit(({ random }) => ({ priority: random.pick([1, 2, 3, 4]) })) },
  'another person': {
    isMarked: true,
    apply: edit(({ state, random }) => ({
      assignedResourceID: random.chance(0.3) ? null : random.pick(state.Resources).id,
    })),
  },
  'another company': { isMarked: true, apply: edit(anyCompany) },
  'another title': { isMarked: true, apply: edit(({ random }) => ({ title: `Printer ${random.below(1_000)} ü "x"` })) },
  'another due date': {
    isMarked: true,
    apply: edit(({ random, now }) => ({ dueDateTime: iso(now + (random.below(400) - 200) * hour) })),
  },
  'a field by an import': {
    isMarked: true,
    apply: edit(({ now }) => ({ firstResponseDateTime: iso(now) }), 'tracked'),
  },
  'a move to another queue': { isMarked: true, apply: edit(({ state }) => ({ queueID: otherQueue(state) })) },
  'a move into the queue': {
    isMarked: true,
    apply: (change) => {
      const { autotask, state } = change
      const ticket = ticketOf(change, ({ queueID }) => queueID !== state.rocQueueID)
      return autotask.records('Tickets', { upsert: { id: ticket.id, queueID: state.rocQueueID } })
    },
  },
  'a new ticket': { isMarked: true, apply: create(({ rocQueueID }) => rocQueueID) },
  'a new ticket of another queue': { isMarked: true, apply: create(otherQueue) },
  'a new time entry': { isMarked: true, apply: newTimeEntry(isRoc) },
  'a new time entry of another queue': {
    isMarked: true,
    apply: newTimeEntry(
      (state) =>
        ({ queueID }) =>
          queueID !== state.rocQueueID,
    ),
  },
  'other hours': {
    isMarked: true,
    apply: (change) =>
      change.autotask.records('TimeEntries', {
        upsert: { id: someTimeEntry(change).id, hoursWorked: change.random.below(30) / 4 },
      }),
  },
  'a time entry moved to another ticket': {
    isMarked: true,
    apply: (change) =>
      change.autotask.records('TimeEntries', {
        upsert: { id: someTimeEntry(change).id, ticketID: change.random.pick(change.state.Tickets).id },
      }),
  },
  'a recalculated service level': { isMarked: false, apply: edit(sla, 'none') },
  'a merge of companies': { isMarked: false, apply: edit(anyCompany, 'none') },
  'a deleted ticket': {
    isMarked: false,
    apply: (change) => change.autotask.records('Tickets', { delete: ticketOf(change, isRoc(change.state)).id }),
  },
  'a deleted time entry': {
    isMarked: false,
    apply: (change) => change.autotask.records('TimeEntries', { delete: someTimeEntry(change).id }),
  },
  'another name of a company': {
    isMarked: false,
    apply: ({ autotask, state, random }) =>
      autotask.records('Companies', {
        upsert: { id: random.pick(state.Companies).id, companyName: `Renamed ${random.below(1_000)}` },
      }),
  },
  'another name of a person': {
    isMarked: false,
    apply: ({ autotask, state, random }) =>
      autotask.records('Resources', {
        upsert: { id: random.pick(state.Resources).id, lastName: `Newname ${random.below(1_000)}` },
      }),
  },
  ...kindsOfSalesChange,
}

/** Makes random changes of these kinds, each in the world as it is then. @returns the names of their kinds */
export async function changeRecords(
  world: {
    readonly autotask: VendorControl<AutotaskState>
    readonly clock: { readonly now: () => number }
    readonly random: Random
  },
  count: number,
  isWanted: (kind: KindOfChange) => boolean,
): Promise<readonly string[]> {
  const { autotask, clock, random } = world
  const kinds = Object.entries(kindsOfChange).filter(([, kind]) => isWanted(kind))
  const made: string[] = []
  for (let index = 0; index < count; index++) {
    const [name, kind] = random.pick(kinds)
    made.push(name)
    await kind.apply({ autotask, state: await autotask.state(), random, now: clock.now() })
  }
  return made
}
