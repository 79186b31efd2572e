import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, type Database } from '../../../server/database/create-database.ts'
import type { DatabaseKind } from '../../../server/database/database-kind.ts'
import { migrate, UnknownMigrationError, type Migration } from '../../../server/database/migrate.ts'
import { migrations } from '../../../server/database/migrations/all.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { startGateway } from '../../support/world.ts'
import { patientTimes, startDesk, type Desk } from '../changes/desk.ts'
import { databaseKinds, startDatabases, type Databases } from './databases.ts'

/** What a newer version may bring: a column, a table and an index. */
const newer: Migration = {
  name: '9999-newer',
  async up(db) {
    await db.schema.alterTable('changes').addColumn('brought_by_newer', 'text').execute()
    await db.schema.createTable('newer').addColumn('id', 'text').execute()
    await db.schema.createIndex('changes_newer').on('changes').column('operator_name').execute()
    // The older gateway goes on while this takes its time.
    await new Promise((resolve) => setTimeout(resolve, 300))
  },
}

async function countDone({ world }: Desk): Promise<number | undefined> {
  const { body } = await world.query<{ changes: { totalCount: number } }>(
    '{ changes(filter: { state: [DONE] }, first: 1) { totalCount } }',
    {},
    { role: 'operator' },
  )
  return body.data?.changes.totalCount
}

/** Tables with their columns, and what older statements have to keep to: types, what must be given, what is unique. */
async function shapeOf(db: Database, kind: DatabaseKind) {
  const tables = await db.introspection.getTables()
  const columns = tables.flatMap(({ name, columns }) =>
    columns.map((column) => ({
      name: `${name}.${column.name}`,
      table: name,
      type: column.dataType,
      isRequired: !column.isNullable && !column.hasDefaultValue,
    })),
  )
  const { rows } =
    kind === 'postgres'
      ? await sql<{ name: string; table: string }>`
          select indexname as name, tablename as "table" from pg_indexes
          where schemaname = 'public' and indexdef like 'CREATE UNIQUE%'`.execute(db)
      : await sql<{ name: string; table: string }>`
          select indexes.name, tables.name as "table" from sqlite_master as tables, pragma_index_list(tables.name) as indexes
          where tables.type = 'table' and indexes."unique" = 1`.execute(db)
  return { columns, unique: rows }
}

describe.each(databaseKinds)('migrations of %s', (kind) => {
  let databases: Databases
  beforeAll(async () => {
    databases = await startDatabases(kind)
  })
  afterAll(() => databases.close())

  test('only add: what an older gateway reads stays, and what it writes is enough', async () => {
    const db = createDatabase(await databases.create(), { probeTimes: patientProbes })
    const wrong: string[] = []
    let before = await shapeOf(db, kind)
    for (const [n, { name }] of migrations.entries()) {
      await migrate(db, kind, migrations.slice(0, n + 1))
      const after = await shapeOf(db, kind)
      const isKnown = (table: string) => before.columns.some((column) => column.table === table)
      for (const column of before.columns) {
        const now = after.columns.find((other) => other.name === column.name)
        if (now?.type !== column.type) wrong.push(`${name} removes or changes ${column.name}`)
        else if (now.isRequired && !column.isRequired) wrong.push(`${name} requires ${column.name}`)
      }
      for (const column of after.columns) {
        const isNew = !before.columns.some((other) => other.name === column.name)
        if (isNew && isKnown(column.table) && column.isRequired) wrong.push(`${name} requires the new ${column.name}`)
      }
      for (const index of after.unique) {
        const isNew = !before.unique.some((other) => other.name === index.name)
        if (isNew && isKnown(index.table)) wrong.push(`${name} makes ${index.name} unique`)
      }
      before = after
    }
    await db.destroy()

    expect(wrong).toEqual([])
    expect(before.columns.length).toBeGreaterThan(60)
  })

  describe('by a newer version while a gateway works', () => {
    let desk: Desk
    let url: string
    beforeAll(async () => {
      url = await databases.create()
      desk = await startDesk({ changes: patientTimes, environment: { DATABASE_URL: url } })
    })
    afterAll(() => desk.world.close())

    test('fail none of its requests, and it goes on afterwards', async () => {
      const tickets = await Promise.all(Array.from({ length: 4 }, () => desk.freshTicket()))
      const logAll = (name: string) =>
        Promise.all(
          Array.from({ length: 12 }, (_, n) =>
            desk.log({ ticketId: tickets[n % 4]!.id, idempotencyKey: `${name} ${n}`, note: `${name} ${n}` }),
          ),
        )
      const db = createDatabase(url, { probeTimes: patientProbes })
      const [during, applied] = await Promise.all([
        logAll('during'),
        migrate(db as Kysely<unknown>, kind, [...migrations, newer]),
      ])
      const after = await logAll('after')
      await db.destroy()

      expect(applied).toEqual(['9999-newer'])
      // A request waits for its delivery for a while only.
      const states = new Set([...during, ...after].map(({ change }) => change?.state ?? null))
      expect([...states].filter((state) => state !== 'DONE' && state !== 'PENDING')).toEqual([])
      await expect.poll(() => countDone(desk)).toBe(24)
      const { notes } = await desk.state()
      const texts = notes.map(({ text }) => /^(?:during|after) \d+/.exec(text)?.[0]).filter(Boolean)
      expect(texts).toHaveLength(24)
      expect(new Set(texts).size).toBe(24)
    })

    test('keep it from being started again, with a clear message', async () => {
      const started = startGateway(desk.world.simulators, { environment: { DATABASE_URL: url } })

      await expect(started).rejects.toMatchObject({
        name: UnknownMigrationError.name,
        message: 'The database has steps that this version does not know (9999-newer): start a newer version.',
      })
    })
  })
})
