import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AutotaskWorld, Collection, WireRecord } from '../../../../simulators/autotask/world.ts'
import { smallWorld, startSmallAutotask } from './small-autotask.ts'

let autotask: Awaited<ReturnType<typeof startSmallAutotask>>
beforeEach(async () => {
  autotask = await startSmallAutotask({ generate: markedWorld })
})
afterEach(() => autotask.close())

const old = '2026-01-01T00:00:00Z'
const now = expect.stringMatching(/^2026-03-01T12:00:\d\d(\.\d{1,3})?Z$/)

/** The small world with every change mark set, and one record of each collection that has marks of its own. */
function markedWorld(): AutotaskWorld {
  const world = smallWorld()
  const marked = (records: WireRecord[], ...marks: string[]) =>
    records.map((record) => ({ ...record, ...Object.fromEntries(marks.map((mark) => [mark, old])) }))
  return {
    ...world,
    Tickets: marked(world.Tickets, 'lastActivityDate', 'lastTrackedModificationDateTime'),
    TimeEntries: marked(world.TimeEntries, 'lastModifiedDateTime'),
    Companies: marked(world.Companies, 'lastActivityDate', 'lastTrackedModifiedDateTime'),
    Contacts: marked(world.Contacts, 'lastActivityDate', 'lastModifiedDate'),
    CompanyToDos: marked(world.CompanyToDos, 'lastModifiedDate'),
    CompanyNotes: marked(world.CompanyNotes, 'lastModifiedDate'),
    Opportunities: marked([{ id: 71, companyID: 175, title: 'Switches' }], 'lastActivity'),
    Contracts: marked([{ id: 81, companyID: 175, contractName: 'Care' }], 'lastModifiedDateTime'),
    Appointments: marked([{ id: 91, resourceID: 30, title: 'Visit' }], 'updateDateTime'),
  }
}

const change = (body: object) => autotask.control('POST', 'records', body)
const recordOf = (collection: Collection, id: number) => autotask.world()[collection].find((record) => record.id === id)

const moved = {
  both: { lastActivityDate: now, lastTrackedModificationDateTime: now },
  activity: { lastActivityDate: now, lastTrackedModificationDateTime: old },
  tracked: { lastActivityDate: old, lastTrackedModificationDateTime: now },
  none: { lastActivityDate: old, lastTrackedModificationDateTime: old },
}
const names = Object.keys(moved) as (keyof typeof moved)[]

describe('an edit of a ticket moves', () => {
  test.each<[keyof typeof moved, Record<string, unknown>]>([
    ['both', { status: 1 }],
    ['both', { priority: 4 }],
    ['both', { queueID: 5 }],
    ['both', { assignedResourceID: null }],
    ['both', { companyID: 0 }],
    ['both', { contactID: 41 }],
    ['both', { dueDateTime: '2026-03-05T12:00:00Z' }],
    ['both', { title: 'Renamed' }],
    ['both', { title: 'Renamed', description: 'Longer' }],
    ['both', { description: 'Longer', lastActivityResourceID: 30 }],
    ['activity', { lastCustomerVisibleActivityDateTime: '2026-03-01T11:00:00Z' }],
    ['activity', { lastActivityResourceID: 30, serviceLevelAgreementHasBeenMet: true }],
    ['tracked', { description: 'Longer' }],
    ['tracked', { userDefinedFields: [{ name: 'Site code', value: 'NYC-2' }] }],
    ['tracked', { contractID: 81, resolvedDueDateTime: '2026-03-05T12:00:00Z' }],
    ['none', { serviceLevelAgreementHasBeenMet: true }],
    ['none', { firstResponseDueDateTime: '2026-03-05T12:00:00Z', resolvedDateTime: '2026-02-28T12:00:00Z' }],
    ['none', { title: 'Third PRINTER', status: 8, contactID: null, userDefinedFields: [] }],
  ])('%s: %j', async (marks, values) => {
    await change({ collection: 'Tickets', upsert: { id: 3, ...values } })

    expect(recordOf('Tickets', 3)).toMatchObject({ ...values, ...moved[marks] })
  })

  test('the same marks through the API', async () => {
    await autotask.ask('PATCH', 'Tickets', { id: 3, title: 'Renamed' })
    await autotask.ask('PATCH', 'Tickets', { id: 5, description: 'Longer' })

    expect(recordOf('Tickets', 3)).toMatchObject(moved.both)
    expect(recordOf('Tickets', 5)).toMatchObject(moved.tracked)
  })

  test.each(names)('what `marks` says, whatever the edit: %s', async (marks) => {
    await change({ collection: 'Tickets', marks, upsert: [{ id: 2, companyID: 175 }, { id: 3 }] })

    expect(recordOf('Tickets', 2)).toMatchObject({ companyID: 175, ...moved[marks] })
    expect(recordOf('Tickets', 3)).toMatchObject(moved[marks])
  })

  test('no mark that the record itself gives', async () => {
    const given = '2026-02-15T08:00:00Z'
    await change({ collection: 'Tickets', upsert: { id: 3, title: 'Renamed', lastActivityDate: given } })
    await change({
      collection: 'Tickets',
      marks: 'both',
      upsert: { id: 4, title: 'Renamed', lastTrackedModificationDateTime: given },
    })
    await change({ collection: 'Tickets', upsert: { id: 5, lastActivityDate: given } })

    expect(recordOf('Tickets', 3)).toMatchObject({ lastActivityDate: given, lastTrackedModificationDateTime: now })
    expect(recordOf('Tickets', 4)).toMatchObject({ lastActivityDate: now, lastTrackedModificationDateTime: given })
    expect(recordOf('Tickets', 5)).toMatchObject({ lastActivityDate: given, lastTrackedModificationDateTime: old })
  })
})

test.each([undefined, ...names])('a new ticket has both marks, with `marks` %s too', async (marks) => {
  await change({ collection: 'Tickets', ...(marks && { marks }), upsert: { id: 9, title: 'Ninth' } })

  expect(recordOf('Tickets', 9)).toMatchObject({ createDate: now, ...moved.both })
})

describe('a time entry', () => {
  test.each([
    ['new', { ticketID: 3, resourceID: 30, hoursWorked: 1 }],
    ['edited', { id: 11, hoursWorked: 2 }],
  ])('that is %s moves its own mark, and of its ticket the activity only', async (_, upsert) => {
    const { body } = await change({ collection: 'TimeEntries', upsert })

    expect(recordOf('TimeEntries', body.upserted[0])).toMatchObject({ lastModifiedDateTime: now })
    expect(recordOf('Tickets', 3)).toMatchObject(moved.activity)
  })

  test.each(names)('moves the marks of its ticket that `marks` names: %s', async (marks) => {
    await change({ collection: 'TimeEntries', marks, upsert: { id: 11, hoursWorked: 2 } })

    expect(recordOf('TimeEntries', 11)).toMatchObject({ lastModifiedDateTime: now })
    expect(recordOf('Tickets', 3)).toMatchObject(moved[marks])
  })

  test('that is deleted moves nothing', async () => {
    await autotask.ask('POST', 'TimeEntries', { ticketID: 5, resourceID: 30 })
    const before = autotask.world()
    await change({ collection: 'TimeEntries', delete: 11 })
    await autotask.ask('DELETE', 'TimeEntries/12')

    expect(autotask.world()).toEqual({ ...before, TimeEntries: [] })
  })
})

test('a company merge leaves the marks of its tickets alone', async () => {
  const upsert = [1, 3, 4, 5].map((id) => ({ id, companyID: 0 }))
  await change({ collection: 'Tickets', marks: 'none', upsert })
  await change({ collection: 'Companies', delete: 175 })

  expect(autotask.world().Tickets).toMatchObject(Array.from({ length: 5 }, () => ({ companyID: 0, ...moved.none })))
})

test.each<[Collection, number, Record<string, unknown>, string[]]>([
  ['Companies', 175, { city: 'Troy' }, ['lastActivityDate', 'lastTrackedModifiedDateTime']],
  ['Contacts', 41, { title: 'Partner' }, ['lastActivityDate', 'lastModifiedDate']],
  ['CompanyToDos', 51, { activityDescription: 'Call back' }, ['lastModifiedDate']],
  ['CompanyNotes', 61, { note: 'Called back' }, ['lastModifiedDate']],
  ['Opportunities', 71, { stage: 2 }, ['lastActivity']],
  ['Contracts', 81, { description: 'All care' }, ['lastModifiedDateTime']],
  ['Appointments', 91, { title: 'Longer visit' }, ['updateDateTime']],
])('an edit moves the own marks of %s', async (collection, id, values, marks) => {
  const before = recordOf(collection, id)
  await change({ collection, upsert: { id, ...values } })

  expect(recordOf(collection, id)).toEqual({
    ...before,
    ...values,
    ...Object.fromEntries(marks.map((mark) => [mark, now])),
  })
})

describe('`marks` is refused', () => {
  test.each([
    [{ collection: 'Tickets', marks: 'all', upsert: { id: 3 } }, 'marks: all is none of both, activity, tracked, none'],
    [
      { collection: 'Companies', marks: 'none', upsert: { id: 0 } },
      'marks: Companies takes none, only Tickets and TimeEntries do',
    ],
    [{ collection: 'Tickets', marks: 'both', delete: 3 }, 'marks: a deletion moves none'],
    [{ collection: 'Tickets', marks: 1, upsert: { id: 3 } }, 'marks: Invalid input: expected string, received number'],
  ])('%j', async (body, error) => {
    const before = autotask.world()

    expect(await change(body)).toEqual({ status: 400, body: { error } })
    expect(autotask.world()).toEqual(before)
  })
})
