import { beforeEach, describe, expect, test } from 'vitest'
import { createReplicaMemory } from '../../../../server/sync/replica-memory.ts'
import type { Cursors } from '../../../../server/sync/source.ts'
import { createSalesCollections } from '../../../../server/vendors/autotask/sales-collections.ts'
import type { SalesRecords } from '../../../../server/vendors/autotask/types.ts'
import { createFakeClient, type FakeClient } from './fake-client.ts'

const [minuteMs, dayMs] = [60_000, 86_400_000]
const months = 13
const start = Date.UTC(2026, 2, 10, 12)
const horizon = Date.UTC(2025, 1, 1)
const iso = (instant: number) => new Date(instant).toISOString()

/** The wire fields that say when a record of each entity counts, and which mark its changes move. */
const entities = {
  CompanyToDos: { at: 'startDateTime', mark: 'lastModifiedDate', created: 'createDateTime' },
  CompanyNotes: { at: 'startDateTime', mark: 'lastModifiedDate', created: 'createDateTime' },
  Opportunities: { at: 'createDate', mark: 'lastActivity', created: 'createDate' },
  Appointments: { at: 'startDateTime', mark: 'updateDateTime', created: 'createDateTime' },
} as const
type Entity = keyof typeof entities
const names = Object.keys(entities) as Entity[]

let client: FakeClient
let source: ReturnType<typeof createSalesCollections>
let memory: ReturnType<typeof createReplicaMemory<SalesRecords>>
let cursors: Cursors
let now: number

beforeEach(() => {
  client = createFakeClient()
  source = createSalesCollections({ client, account: 'a', months })
  memory = createReplicaMemory<SalesRecords>(source.collections)
  cursors = source.initialCursors(start)
  now = start
})

/** A record of this entity that counts at an instant. */
function put(entity: Entity, id: number, at: number, fields: Readonly<Record<string, unknown>> = {}): void {
  const { at: atField, mark } = entities[entity]
  client.put(entity, { id, [mark]: iso(now), [atField]: iso(at), ...fields })
}

async function countQueries(work: () => Promise<void>): Promise<string[]> {
  const before = client.queries.length
  await work()
  return client.queries.slice(before).map(({ entity }) => entity)
}

const delta = (isWanted = false) =>
  countQueries(async () => {
    const read = await source.readDelta(cursors, memory.tables, now, isWanted)
    memory.apply(read.changes)
    cursors = read.cursors
  })

const readSlice = (key: string) =>
  countQueries(async () => {
    const slice = source.slices(now).find((each) => each.key === key)
    if (!slice) throw new Error(`there is no slice ${key}`)
    memory.apply(await source.readSlice(slice, memory.tables, now))
  })

function shown(entity: Entity): number[] {
  const { toDos, notes, opportunities, appointments } = memory.tables
  const table = { CompanyToDos: toDos, CompanyNotes: notes, Opportunities: opportunities, Appointments: appointments }[
    entity
  ]
  return table.rows().map(({ id }) => id)
}

describe('the slices', () => {
  test('are years, the newest first and without end, the oldest from the horizon on', () => {
    expect(source.slices(start)).toEqual([
      { key: '2026', from: Date.UTC(2026, 0), before: Infinity },
      { key: '2025', from: horizon, before: Date.UTC(2026, 0) },
    ])
  })

  test.each([
    ['2026-12-31T23:59:59.999Z', ['2026', '2025']],
    ['2027-01-01T00:00:00Z', ['2027', '2026', '2025']],
    ['2027-02-01T00:00:00Z', ['2027', '2026']],
  ])('at %s are %j', (at, keys) => {
    expect(source.slices(Date.parse(at)).map(({ key }) => key)).toEqual(keys)
  })
})

describe.each(names)('%s', (entity) => {
  const { mark, created } = entities[entity]

  test('belong to the slice in which they count, and those before the horizon to none', async () => {
    put(entity, 1, horizon - 1)
    put(entity, 2, horizon)
    put(entity, 3, Date.UTC(2026, 0) - 1)
    put(entity, 4, Date.UTC(2026, 0))
    put(entity, 5, start + 400 * dayMs)

    expect(await readSlice('2026')).toHaveLength(4)
    expect(shown(entity)).toEqual([4, 5])
    await readSlice('2025')
    expect(shown(entity)).toEqual([2, 3, 4, 5])
  })

  test('are kept once, and only where they belong, by a vendor that ignores conditions', async () => {
    put(entity, 1, horizon - 1)
    put(entity, 2, start)
    client.ignoresConditions = true
    await readSlice('2025')
    expect(shown(entity)).toEqual([])
    await readSlice('2026')
    await delta()
    expect(shown(entity)).toEqual([2])
  })

  test('that a page lacked stay, and those that are gone or past the horizon go', async () => {
    for (const id of [1, 2, 3]) put(entity, id, start)
    put(entity, 4, horizon)
    await readSlice('2026')
    await readSlice('2025')
    client.lacking.add(1)
    client.remove(entity, 2)

    expect(await readSlice('2026')).toHaveLength(5)
    expect(shown(entity)).toEqual([1, 3, 4])
    now = Date.UTC(2026, 3, 1)
    await readSlice('2026')
    expect(shown(entity)).toEqual([1, 3])
  })

  test('that count in another year now are found by id', async () => {
    put(entity, 1, Date.UTC(2026, 0) - 1)
    await readSlice('2025')
    put(entity, 1, start)
    await readSlice('2025')

    expect(shown(entity)).toEqual([1])
  })

  test('are changed, added and taken away by deltas of one call, and no others are read', async () => {
    put(entity, 1, start)
    put(entity, 2, start)
    await readSlice('2026')
    now += 20 * minuteMs
    await delta()
    now += minuteMs
    put(entity, 3, start)
    put(entity, 2, horizon - 1)
    // Since its creation alone, in an account that leaves the mark unset.
    client.put(entity, { id: 4, [entities[entity].at]: iso(now), [created]: iso(now), [mark]: null })

    expect((await delta()).filter((name) => name === entity)).toEqual([entity])
    expect(shown(entity)).toEqual([1, 3, 4])
  })

  test('that are committed up to two minutes late are found', async () => {
    put(entity, 1, start)
    await delta()
    now += minuteMs
    put(entity, 2, start, { [mark]: iso(start - 2 * minuteMs), [created]: iso(start - dayMs) })
    await delta()

    expect(shown(entity)).toContain(2)
  })

  test('with a mark in the future do not hide what changes until then', async () => {
    put(entity, 1, start, { [mark]: iso(start + 30 * dayMs) })
    await delta()
    now += 10 * minuteMs
    put(entity, 2, start)
    await delta()

    expect(shown(entity)).toEqual([1, 2])
  })
})

describe.each(['CompanyToDos', 'CompanyNotes'] as const)('completed %s', (entity) => {
  const completed = entity === 'CompanyToDos' ? 'completedDate' : 'completedDateTime'

  test('belong where they were completed, wherever they start', async () => {
    put(entity, 1, Date.UTC(2025, 11, 20), { [completed]: iso(start) })
    put(entity, 2, start, { [completed]: iso(Date.UTC(2025, 11, 20)) })
    put(entity, 3, horizon - dayMs, { [completed]: iso(horizon) })
    await readSlice('2026')
    expect(shown(entity)).toEqual([1])
    await readSlice('2025')
    expect(shown(entity)).toEqual([1, 2, 3])
  })

  test('and open ones without a start belong nowhere', async () => {
    client.put(entity, { id: 1, lastModifiedDate: iso(start) })
    await delta()

    expect(shown(entity)).toEqual([])
  })
})

describe('opportunities whose edit moves no mark', () => {
  const won = () => memory.tables.opportunities.rows().map(({ isWon }) => isWon)
  beforeEach(async () => {
    put('Opportunities', 1, Date.UTC(2025, 5), { lastActivity: iso(start - 30 * dayMs), status: 1 })
    await readSlice('2025')
    put('Opportunities', 1, Date.UTC(2025, 5), { lastActivity: iso(start - 30 * dayMs), status: 3 })
    now += minuteMs
  })

  test('are not found by a delta, but by one that a caller waits for, at no more calls', async () => {
    await delta()
    expect(won()).toEqual([false])
    expect((await delta(true)).toSorted()).toEqual(names.toSorted())
    expect(won()).toEqual([true])
  })

  test('are found by the next reading of what has no reliable mark, in one call', async () => {
    const asked = await countQueries(async () => memory.apply(await source.readReferences(memory.tables, now)))

    expect([asked, won()]).toEqual([['Opportunities'], [true]])
  })
})

test('nothing is changed where one of the entities cannot be read', async () => {
  for (const entity of names) put(entity, 1, start)
  client.failing = 'Appointments'

  await expect(readSlice('2026')).rejects.toThrow('Appointments cannot be read')
  await expect(delta()).rejects.toThrow('Appointments cannot be read')
  expect(names.flatMap(shown)).toEqual([])
  expect(cursors).toEqual(source.initialCursors(start))
})
