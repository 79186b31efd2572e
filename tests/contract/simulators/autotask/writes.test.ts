import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSmallAutotask } from './small-autotask.ts'

let autotask: Awaited<ReturnType<typeof startSmallAutotask>>
beforeEach(async () => {
  autotask = await startSmallAutotask()
})
afterEach(() => autotask.close())

const nowMark = expect.stringMatching(/^2026-03-01T12:00:\d\d(\.\d{1,3})?Z$/)
const item = async (path: string) => (await autotask.ask('GET', path)).body.item
const change = (body: object) => autotask.control('POST', 'records', body)

describe("a change in the vendor's own screen", () => {
  test('is merged by id and moves the change marks', async () => {
    const before = await item('Tickets/3')
    expect(await change({ collection: 'Tickets', upsert: { id: 3, title: 'Renamed' } })).toEqual({
      status: 200,
      body: { collection: 'Tickets', upserted: [3], deleted: [] },
    })
    expect(await item('Tickets/3')).toEqual({
      ...before,
      title: 'Renamed',
      lastActivityDate: nowMark,
      lastTrackedModificationDateTime: nowMark,
    })
  })

  test('completes a ticket and reopens it', async () => {
    await change({
      collection: 'Tickets',
      upsert: [
        { id: 3, status: 5 },
        { id: 4, status: 5, completedDate: '2026-02-28' },
      ],
    })
    expect(await item('Tickets/3')).toMatchObject({ status: 5, completedDate: nowMark })
    expect(await item('Tickets/4')).toMatchObject({ status: 5, completedDate: '2026-02-28T00:00:00Z' })
    await change({ collection: 'Tickets', upsert: { id: 3, status: 8 } })
    expect(await item('Tickets/3')).toMatchObject({ status: 8, completedDate: null })
  })

  test('keeps the marks it gives itself, as the wire writes dates', async () => {
    await change({ collection: 'Tickets', upsert: { id: 3, lastActivityDate: '2026-02-01T07:00:00.500-05:00' } })
    expect(await item('Tickets/3')).toMatchObject({ lastActivityDate: '2026-02-01T12:00:00.5Z' })
  })

  test('makes a record of a new id or of none, in its place by id', async () => {
    await change({ collection: 'Tickets', upsert: [{ id: 9, title: 'Ninth' }, { title: 'Tenth' }] })
    expect(await item('Tickets/9')).toMatchObject({
      createDate: nowMark,
      ticketNumber: 'T20260301.0001',
      title: 'Ninth',
    })
    expect(await item('Tickets/10')).toMatchObject({ ticketNumber: 'T20260301.0002', title: 'Tenth' })
    expect(autotask.world().Tickets.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 9, 10])
  })

  test('removes records, and a reset brings them back', async () => {
    await change({ collection: 'Tickets', delete: [1, 2] })
    expect(autotask.world().Tickets.map(({ id }) => id)).toEqual([3, 4, 5])
    await autotask.control('POST', 'reset')
    expect(autotask.world().Tickets.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5])
  })

  test('of a time entry moves the last activity of its ticket', async () => {
    await change({ collection: 'TimeEntries', upsert: { id: 11, hoursWorked: 2 } })
    expect(await item('TimeEntries/11')).toMatchObject({ hoursWorked: 2, lastModifiedDateTime: nowMark })
    expect(await item('Tickets/3')).toMatchObject({ lastActivityDate: nowMark, lastTrackedModificationDateTime: null })
  })

  test('is seen by queries on dates at once', async () => {
    const filter = [{ op: 'gte', field: 'lastActivityDate', value: '2026-03-01T12:00:00Z' }]
    const count = async () => (await autotask.ask('POST', 'Tickets/query/count', { filter })).body.queryCount
    expect(await count()).toBe(0)
    await change({ collection: 'Tickets', upsert: { id: 2, priority: 1 } })
    expect(await count()).toBe(1)
  })

  test.each([
    [{ collection: 'tickets', upsert: {} }, 'collection: tickets is none of Tickets, TimeEntries'],
    [{ collection: 'Tickets', upsert: { id: 1, Title: 'x' } }, 'upsert.Title: Tickets has no such field'],
    [{ collection: 'Tickets', upsert: { id: '1' } }, 'upsert.id: is not an integer'],
    [{ collection: 'Tickets', upsert: { id: 1, dueDateTime: 'soon' } }, 'upsert.dueDateTime: is not a date'],
    [{ collection: 'Tickets', delete: [1, 99] }, 'delete: Tickets has no id 99'],
  ])('is refused when it makes no sense: %j', async (body, message) => {
    expect(await change(body)).toEqual({ status: 400, body: { error: expect.stringContaining(message) } })
    expect(autotask.world().Tickets).toHaveLength(5)
  })
})

describe('a write through the API', () => {
  test('creates, changes, replaces and deletes by answering with the id', async () => {
    const entry = {
      ticketID: 3,
      resourceID: 30,
      hoursWorked: 1.5,
      summaryNotes: 'Done',
      colour: 'ignored',
      hoursToBill: 9,
    }
    expect(await autotask.ask('POST', 'TimeEntries', entry)).toEqual({ status: 200, body: { itemId: 12 } })
    expect(await item('TimeEntries/12')).toMatchObject({
      hoursWorked: 1.5,
      hoursToBill: null,
      createDateTime: nowMark,
      lastModifiedDateTime: nowMark,
    })
    expect((await autotask.ask('PATCH', 'TimeEntries', { id: 12, hoursWorked: 2 })).body).toEqual({ itemId: 12 })
    expect(await item('TimeEntries/12')).toMatchObject({ hoursWorked: 2, summaryNotes: 'Done' })
    expect((await autotask.ask('PUT', 'TimeEntries', { id: 12, resourceID: 30 })).body).toEqual({ itemId: 12 })
    expect(await item('TimeEntries/12')).toMatchObject({ hoursWorked: null, resourceID: 30, createDateTime: nowMark })
    expect((await autotask.ask('DELETE', 'TimeEntries/12')).body).toEqual({ itemId: 12 })
    expect(await item('TimeEntries/12')).toBeNull()
  })

  test('of a child goes through its company', async () => {
    const contact = { firstName: 'Kim', lastName: 'Ruiz', isActive: 1 }
    expect((await autotask.ask('POST', 'Companies/175/Contacts', contact)).body).toEqual({ itemId: 43 })
    expect(await item('Contacts/43')).toMatchObject({ companyID: 175, lastName: 'Ruiz' })
    expect(await item('Companies/175/Contacts/43')).toMatchObject({ id: 43 })
    expect(await item('Companies/0/Contacts/43')).toBeNull()
    expect((await autotask.ask('DELETE', 'Companies/0/Contacts/43')).status).toBe(500)
    expect((await autotask.ask('DELETE', 'Companies/175/Contacts/43')).body).toEqual({ itemId: 43 })
  })

  test('is a 500 with every missing field, or without its record', async () => {
    expect(await autotask.ask('POST', 'Tickets', { title: 'x', priority: 1 })).toEqual({
      status: 500,
      body: { errors: ['Missing Required Field: companyID.', 'Missing Required Field: status.'] },
    })
    expect(await autotask.ask('DELETE', 'TimeEntries/99')).toEqual({
      status: 500,
      body: {
        errors: [
          'No message. No matching records found. The logged in Resource may not have the required permissions to delete the data.',
        ],
      },
    })
  })

  test('happens although a fault spoils its answer afterwards', async () => {
    await autotask.control('POST', 'faults', { match: 'PATCH .*/Tickets', status: 502, afterStore: true })
    expect((await autotask.ask('PATCH', 'Tickets', { id: 2, title: 'Kept' })).status).toBe(502)
    expect(await item('Tickets/2')).toMatchObject({ title: 'Kept' })
  })
})
