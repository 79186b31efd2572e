import type { AutotaskState } from '../../support/oracle/state.ts'
import { iso, type ChangeContext, type KindOfChange } from './kind-of-change.ts'

/* Changes of the records of sales activity. */

const hour = 3_600_000

/** The instant of something that happened within the last 40 days, or is planned. */
const anyInstant = ({ random, now }: ChangeContext) => iso(now + (random.below(50 * 24) - 40 * 24) * hour)

/** The instant of something in the past, within the horizon or before it. */
const longAgo = ({ random, now }: ChangeContext) => iso(now - random.below(900 * 24) * hour)

const perhaps = <T>({ random }: ChangeContext, value: T): T | null => (random.chance(0.5) ? value : null)

const activity = (change: ChangeContext) => {
  const { state, random } = change
  const startDateTime = anyInstant(change)
  return {
    companyID: random.pick(state.Companies).id,
    actionType: random.pick([...state.CompanyToDos, ...state.CompanyNotes]).actionType,
    startDateTime,
    endDateTime: startDateTime,
  }
}

const words = ({ random }: ChangeContext) => `${random.pick(['Inbound', 'Outbound', 'inbound outbound', 'A'])} call ü`

type Collection = 'CompanyToDos' | 'CompanyNotes' | 'Opportunities' | 'Appointments'

type Fields = (change: ChangeContext) => Record<string, unknown>

const create = (collection: Collection, fields: Fields): KindOfChange => ({
  isMarked: true,
  apply: (change) => change.autotask.records(collection, { upsert: fields(change) }),
})

const edit = (collection: Collection, fields: Fields): KindOfChange => ({
  isMarked: true,
  async apply(change) {
    const rows = collection === 'CompanyToDos' ? toDosAlone(change.state) : change.state[collection]
    if (rows.length === 0) return
    const { id } = change.random.pick<{ readonly id: number }>(rows)
    await change.autotask.records(collection, { upsert: { id, ...fields(change) } })
  },
})

/** To-dos that are not a note too: with another completion than its note, both would count, each in its own range. */
function toDosAlone({ CompanyToDos, CompanyNotes }: AutotaskState) {
  const sameness = (row: { companyID: number | null; actionType: number; startDateTime: string | null }) =>
    [row.companyID, row.actionType, row.startDateTime].join(' ')
  const noted = new Set(CompanyNotes.map(sameness))
  return CompanyToDos.filter((row) => !noted.has(sameness(row)))
}

const remove = (collection: Collection): KindOfChange => ({
  isMarked: false,
  async apply({ autotask, state, random }) {
    const rows: readonly { readonly id: number }[] = state[collection]
    if (rows.length > 0) await autotask.records(collection, { delete: random.pick(rows).id })
  },
})

const opportunity = ({ state, random }: ChangeContext) => {
  const like = random.pick(state.Opportunities)
  return { stage: like.stage, status: random.pick([0, 1, 2, 3, 4]), amount: random.pick([null, 0, 12.34, -5, 99_999]) }
}

export const kindsOfSalesChange: Readonly<Record<string, KindOfChange>> = {
  'a new to-do': create('CompanyToDos', (change) => ({
    ...activity(change),
    assignedToResourceID: change.random.pick(change.state.Resources).id,
    activityDescription: words(change),
    completedDate: perhaps(change, iso(change.now)),
  })),
  'a to-do completed or opened again': edit('CompanyToDos', (change) => ({
    completedDate: perhaps(change, iso(change.now)),
  })),
  'a to-do completed long ago': edit('CompanyToDos', (change) => ({ completedDate: longAgo(change) })),
  'another start of a to-do': edit('CompanyToDos', (change) => ({ startDateTime: anyInstant(change) })),
  'a new note': create('CompanyNotes', (change) => ({
    ...activity(change),
    assignedResourceID: change.random.pick(change.state.Resources).id,
    name: words(change),
    note: '',
    completedDateTime: perhaps(change, iso(change.now)),
  })),
  'a note of a completed to-do': {
    isMarked: true,
    async apply({ autotask, state, random }) {
      const done = state.CompanyToDos.filter(({ completedDate }) => completedDate)
      if (done.length === 0) return
      const { companyID, actionType, startDateTime, completedDate } = random.pick(done)
      const twin = { companyID, actionType, startDateTime, endDateTime: startDateTime, name: 'The same' }
      await autotask.records('CompanyNotes', { upsert: { ...twin, completedDateTime: completedDate } })
    },
  },
  'other words of a note': edit('CompanyNotes', (change) => ({ name: words(change) })),
  'a new opportunity': create('Opportunities', (change) => ({
    ...opportunity(change),
    companyID: change.random.pick(change.state.Companies).id,
    title: 'Backup',
    createDate: longAgo(change),
  })),
  'another stage of an opportunity': edit('Opportunities', opportunity),
  'an opportunity edited without activity': {
    // A refresh reads all of them.
    isMarked: true,
    async apply(change) {
      const { autotask, state, random } = change
      const known = random.pick(state.Opportunities)
      await autotask.records('Opportunities', { upsert: { ...known, ...opportunity(change) } })
    },
  },
  'a new appointment': create('Appointments', (change) => {
    const startDateTime = anyInstant(change)
    return { resourceID: 4, title: 'Demo', startDateTime, endDateTime: startDateTime }
  }),
  'another start of an appointment': edit('Appointments', (change) => ({ startDateTime: anyInstant(change) })),
  'a deleted to-do': remove('CompanyToDos'),
  'a deleted note': remove('CompanyNotes'),
  'a deleted opportunity': remove('Opportunities'),
  'a deleted appointment': remove('Appointments'),
}
