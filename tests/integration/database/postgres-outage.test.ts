import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDatabase, openDatabase, type Database } from '../../../server/database/create-database.ts'
import type { DatabaseState } from '../../../server/database/database-state.ts'
import { DatabaseUnavailableError } from '../../../server/database/database-unavailable-error.ts'
import { createSessionRecords } from '../../../server/database/session-records.ts'
import { noteStandstill } from '../../../server/standstill.ts'
import { findPostgresProcesses, type PostgresProcesses } from '../../support/postgres-processes.ts'
import { startDatabases, type Databases } from './databases.ts'

describe('a PostgreSQL in trouble', () => {
  let databases: Databases
  let url: string
  let processes: PostgresProcesses
  let admin: pg.Client
  let db: Database
  let states: DatabaseState[]

  beforeAll(async () => {
    databases = await startDatabases('postgres')
    url = await databases.create()
    processes = await findPostgresProcesses(url)
  })
  afterAll(() => databases.close())
  beforeEach(async () => {
    states = []
    db = await openDatabase(url, { onState: (state) => states.push(state) })
    admin = new pg.Client({ connectionString: url })
    admin.on('error', () => undefined)
    await admin.connect()
  })
  afterEach(async () => {
    await admin.end()
    await db.destroy()
  })

  const find = () => createSessionRecords(db).find('a')
  const spend = (state: string) => createSessionRecords(db).spendState(state, 1)
  const cutConnections = () =>
    admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    )

  /** Cuts the connections. A read is repeated on a new one, which a write then has: on the old one it could end as cut. */
  async function reconnect(): Promise<void> {
    await cutConnections()
    await find()
  }

  test('is asked over new connections after this process stood still', async () => {
    const pidOf = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid
    const before = await pidOf()
    expect(await pidOf()).toBe(before)

    noteStandstill()
    const after = await pidOf()
    expect(after).not.toBe(before)
    expect(await pidOf()).toBe(after)
  })

  test('that is frozen is found out once, within two seconds, and used again within five of its return', async () => {
    await find()
    processes.freeze()
    const begun = performance.now()
    await expect(Promise.all([find(), find(), spend('frozen')])).rejects.toThrow(DatabaseUnavailableError)
    expect(performance.now() - begun).toBeLessThan(2_000)

    const afterwards = performance.now()
    for (let index = 0; index < 100; index++) await expect(find()).rejects.toThrow(DatabaseUnavailableError)
    expect(performance.now() - afterwards).toBeLessThan(10_000)
    expect(states).toEqual(['unreachable'])

    processes.thaw()
    const thawed = performance.now()
    await expect.poll(() => find().catch(() => 'away'), { interval: 20 }).toBeNull()
    expect(performance.now() - thawed).toBeLessThan(5_000)
    expect(states).toEqual(['unreachable', 'available'])
  })

  test('that is frozen in the middle of a transaction leaves nothing of it', async () => {
    const transaction = db.transaction().execute(async (trx) => {
      await createSessionRecords(trx).spendState('half', 1)
      processes.freeze()
      await createSessionRecords(trx).spendState('other half', 1)
    })
    await expect(transaction).rejects.toThrow(DatabaseUnavailableError)
    processes.thaw()
    await expect.poll(() => find().catch(() => 'away')).toBeNull()

    // What was begun holds its locks until the server sees that its client is gone.
    await expect.poll(() => spend('half').catch(() => 'away')).toBe(true)
  })

  test('that has cut its connections is met by no statement: no read, no transaction and no write', async () => {
    const cut = async () => {
      await cutConnections()
      // Idle for long enough to be tried before a write.
      await new Promise((resolve) => setTimeout(resolve, 1_100))
    }
    await Promise.all([find(), find(), find()])
    await cut()
    expect(await find()).toBeNull()
    await cut()
    expect(await spend('after a cut')).toBe(true)
    await cut()
    expect(await db.transaction().execute((trx) => createSessionRecords(trx).spendState('in one', 1))).toBe(true)
    expect(states).toEqual([])
  })

  test('that cuts the connection under a read has it read again', async () => {
    const slow = sql<{ n: number }>`select 1 as n from pg_sleep(1)`.execute(db)
    await expect
      .poll(async () => {
        const { rows } = await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where query like 'select 1 as n%' and state = 'active'`,
        )
        return rows.length
      })
      .toBe(1)

    expect((await slow).rows).toEqual([{ n: 1 }])
  })

  test('that cuts the connection under a write does not have it written again', async () => {
    const slow = sql`insert into spent_states select 'twice ' || random(), 1 from pg_sleep(1)`.execute(db)
    slow.catch(() => undefined)
    await expect
      .poll(async () => {
        const { rows } = await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where query like 'insert into spent%' and state = 'active'`,
        )
        return rows.length
      })
      .toBe(1)

    await expect(slow).rejects.toThrow(DatabaseUnavailableError)
    const { rows } = await admin.query(`select count(*)::int as n from spent_states where state_hash like 'twice%'`)
    expect(rows).toEqual([{ n: 0 }])
  })

  test('whose statement is merely slow is not taken for one that is away', async () => {
    const { rows } = await sql<{ n: number }>`select 1 as n from pg_sleep(2)`.execute(db)

    expect([rows, states]).toEqual([[{ n: 1 }], []])
  })

  test('whose row is locked by another program says that it is busy, and goes on for all others', async () => {
    const impatient = createDatabase(url, { statementTimeoutMs: 1_000 })
    await spend('locked')
    await admin.query('begin')
    await admin.query(`update spent_states set expires_at = 2 where state_hash = 'locked'`)
    const write = impatient.deleteFrom('spent_states').where('state_hash', '=', 'locked')

    await expect(write.execute()).rejects.toMatchObject({ name: 'DatabaseUnavailableError', trouble: 'busy' })
    expect(await createSessionRecords(impatient).find('a')).toBeNull()
    await admin.query('rollback')
    await impatient.destroy()
  })

  test('that takes no writes says so, and is read all the same', async () => {
    const name = new URL(url).pathname.slice(1)
    await admin.query(`alter database ${name} set default_transaction_read_only = on`)
    await reconnect()

    await expect(spend('refused')).rejects.toMatchObject({ trouble: 'read-only' })
    expect([await find(), states]).toEqual([null, ['read-only']])
    await admin.query('set default_transaction_read_only = off')
    await admin.query(`alter database ${name} reset default_transaction_read_only`)
    await reconnect()
    await expect.poll(() => spend('taken').catch(() => 'refused')).toBe(true)
    expect(states).toEqual(['read-only', 'available'])
  })

  const at = (change: (address: URL) => void) => {
    const address = new URL(url)
    change(address)
    return address.href
  }
  test.each([
    ['a wrong password', () => at((address) => (address.password = 'wrong'))],
    ['a user that is not there', () => at((address) => (address.username = 'stranger'))],
    ['a database that is not there', () => at((address) => (address.pathname = '/nowhere'))],
    ['a host that has no address', () => at((address) => (address.hostname = 'nowhere.invalid'))],
    ['a port that refuses', () => at((address) => (address.port = '1'))],
    ['TLS that the server does not speak', () => at((address) => (address.search = '?sslmode=require'))],
  ])('behind %s is one that cannot be reached', async (_, address) => {
    const elsewhere = createDatabase(address())

    await expect(createSessionRecords(elsewhere).find('a')).rejects.toMatchObject({ trouble: 'unreachable' })
    await elsewhere.destroy()
  })

  test('takes texts that it cannot spell, with U+FFFD in their place', async () => {
    expect(await spend('a\0b\ud800c')).toBe(true)
    const { rows } = await admin.query(`select state_hash from spent_states where state_hash like 'a%b%c'`)
    expect(rows).toEqual([{ state_hash: 'a\ufffdb\ufffdc' }])
  })
})
