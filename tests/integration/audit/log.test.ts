import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEntry, type AuditEntry } from '../../../server/audit/audit-entry.ts'
import { createAuditLog, type AuditLog } from '../../../server/audit/audit-log.ts'
import { listAudit, readAudit } from '../../../server/audit/audit-list.ts'
import { hashRecord } from '../../../server/audit/chain.ts'
import { createSigner } from '../../../server/audit/signer.ts'
import { pruneAudit } from '../../../server/audit/prune.ts'
import { verifyAudit } from '../../../server/audit/verify.ts'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'

const logger = createLogger({ level: 'silent', secrets: [] })
const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const
const signer = createSigner([oldKey])
const dayMs = 86_400_000

describe.each(databaseKinds)('the audit log in %s', (kind) => {
  let databases: Databases
  let db: Database
  let now = 0

  beforeAll(async () => {
    databases = await startDatabases(kind)
  })
  afterAll(() => databases.close())

  beforeEach(async () => {
    now = Date.UTC(2026, 2, 18)
    db = await openDatabase(await databases.create(), { probeTimes: patientProbes })
    return () => db.destroy()
  })

  const entry = (n: number, more: Partial<AuditEntry> = {}) =>
    createEntry({
      kind: 'mutation',
      at: now + n,
      actor: { id: `person\0${n}`, name: 'Olga \ud800', roles: ['OPERATOR'] },
      operation: `Op${n}`,
      tenants: ['acme'],
      ...more,
    })

  const open = (times: object = {}, by = signer): AuditLog =>
    createAuditLog({ database: db, signer: by, clock: () => now, logger, metrics: createMetrics(), times })

  /** A chain of ten records: its start, eight mutations, its end. @returns its id */
  async function writeChain(): Promise<string> {
    const log = open({ anchorRecords: 3 })
    for (let n = 1; n <= 8; n++) await log.record(entry(n))
    await log.close()
    const { chain } = await db
      .selectFrom('audit_records')
      .select('chain')
      .orderBy('at', 'desc')
      .orderBy('chain', 'desc')
      .executeTakeFirstOrThrow()
    return chain
  }

  const verify = (by = signer) => verifyAudit({ database: db, signer: by })
  const firstBad = async () => (await verify()).problems[0]?.id.split(':')[1] ?? null
  const change = (text: ReturnType<typeof sql>) => text.execute(db)

  test('is whole as it was written, over several chains and batches', async () => {
    await writeChain()
    now += 1_000
    const log = open()
    const ids = await Promise.all(Array.from({ length: 700 }, (_, n) => log.record(entry(n))))
    await log.close()

    expect(new Set(ids).size).toBe(700)
    expect(await verify()).toEqual({ chains: 2, records: 712, anchors: expect.any(Number), unsigned: 0, problems: [] })
  })

  test.each<[string, (chain: string) => ReturnType<typeof sql>, string]>([
    [
      'a changed content',
      (chain) => sql`update audit_records set content = replace(content, 'Op4', 'Op9') where chain = ${chain}`,
      '5',
    ],
    [
      'a changed column',
      (chain) => sql`update audit_records set actor_id = 'otto' where chain = ${chain} and position = 4`,
      '4',
    ],
    [
      'a changed time',
      (chain) => sql`update audit_records set at = at - 5 where chain = ${chain} and position = 4`,
      '4',
    ],
    [
      'a changed hash',
      (chain) => sql`update audit_records set hash = 'f' where chain = ${chain} and position = 6`,
      '6',
    ],
    ['a removed record', (chain) => sql`delete from audit_records where chain = ${chain} and position = 5`, '5'],
    ['a removed first record', (chain) => sql`delete from audit_records where chain = ${chain} and position = 1`, '1'],
    ['a removed last record', (chain) => sql`delete from audit_records where chain = ${chain} and position = 10`, '10'],
    [
      'several removed at the end',
      (chain) => sql`delete from audit_records where chain = ${chain} and position > 7`,
      '8',
    ],
    [
      'a moved head',
      (chain) => sql`update audit_anchors set position = 9 where chain = ${chain} and purpose = 'head'`,
      '9',
    ],
    ['a removed head', (chain) => sql`delete from audit_anchors where chain = ${chain} and purpose = 'head'`, '1'],
    [
      'records without an end',
      (chain) =>
        sql`insert into audit_records select chain, position + 1, at, kind, actor_id, outcome, tenants, completes, content, previous, hash
          from audit_records where chain = ${chain} and position = 10`,
      '11',
    ],
    [
      'a signature taken off',
      (chain) =>
        sql`update audit_anchors set key_id = null, signature = null where chain = ${chain} and purpose = 'head'`,
      '10',
    ],
    [
      'a signature of an unknown key',
      (chain) => sql`update audit_anchors set key_id = 'other' where chain = ${chain} and purpose = 'head'`,
      '10',
    ],
  ])('%s is found, and named', async (_, tamper, position) => {
    const chain = await writeChain()
    await change(tamper(chain))

    expect(await firstBad()).toBe(position)
  })

  test('two records in each other’s place are found', async () => {
    const chain = await writeChain()
    for (const [from, to] of [
      [4, 99],
      [5, 4],
      [99, 5],
    ] as const) {
      await change(sql`update audit_records set position = ${to} where chain = ${chain} and position = ${from}`)
    }

    expect(await firstBad()).toBe('4')
  })

  test('a chain that is written anew from a record on is found by its anchors', async () => {
    const chain = await writeChain()
    const rows = await db
      .selectFrom('audit_records')
      .selectAll()
      .where('chain', '=', chain)
      .orderBy('position')
      .execute()
    let previous = ''
    for (const row of rows) {
      const content = row.position === 5 ? row.content.replace('Op4', 'Op9') : row.content
      const hash = hashRecord({ chain, position: row.position, content, previous })
      await change(
        sql`update audit_records set content = ${content}, previous = ${previous}, hash = ${hash} where chain = ${chain} and position = ${row.position}`,
      )
      previous = hash
    }

    expect(Number(await firstBad())).toBeGreaterThanOrEqual(5)
    // Even if all anchors are moved too, nobody without the key can sign them.
    await change(sql`delete from audit_anchors where chain = ${chain} and purpose = 'periodic'`)
    await change(sql`update audit_anchors set hash = ${previous} where chain = ${chain} and purpose = 'head'`)
    expect(await verify()).toMatchObject({ problems: [{ reason: expect.stringContaining('signature') }] })
  })

  test('a whole chain that was removed is found by the one after it', async () => {
    const chain = await writeChain()
    now += 1_000
    await writeChain()
    await change(sql`delete from audit_records where chain = ${chain}`)
    await change(sql`delete from audit_anchors where chain = ${chain}`)

    expect((await verify()).problems).toEqual([
      { id: `${chain}:10`, reason: expect.stringContaining('removed with its whole chain') },
    ])
  })

  test('records are listed newest first, filtered and in pages, without what is only begun and then ended', async () => {
    const log = open()
    const started = await log.record(entry(1, { outcome: 'started' }))
    await log.record(entry(2, { completes: started, outcome: 'refused', code: 'FORBIDDEN' }))
    await log.record(entry(3, { outcome: 'started' }))
    await log.record(entry(4, { kind: 'sign-in', tenants: ['ac_e', 'globex'] }))
    const list = async (filter = {}, page: { first: number; after?: string | null } = { first: 50 }) =>
      (await listAudit(db, filter, page)).edges.map(({ node }) => node.operation)

    expect(await list()).toEqual(['Op4', 'Op3', 'Op2', 'start'])
    expect(await list({ kind: ['SIGN_IN', 'system'] })).toEqual(['Op4', 'start'])
    expect(await list({ actor: 'person\u00002' })).toEqual(['Op2'])
    expect(await list({ tenant: 'acme' })).toEqual(['Op3', 'Op2'])
    expect(await list({ tenant: 'ac_e' })).toEqual(['Op4'])
    expect(await list({ outcome: 'started' })).toEqual(['Op3'])
    expect(await list({ from: now + 2, to: now + 4 })).toEqual(['Op3', 'Op2'])
    const first = await listAudit(db, {}, { first: 2 })
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    expect(await list({}, { first: 2, after: first.pageInfo.endCursor })).toEqual(['Op2', 'start'])
    for (const page of [{ first: 0 }, { first: 101 }, { first: 1, after: 'nonsense' }]) {
      await expect(listAudit(db, {}, page)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
    }
    await expect(listAudit(db, { kind: ['nonsense'] }, { first: 1 })).rejects.toThrow(
      'kind must be one of: read, mutation',
    )
    await log.close()
  })

  test('repeats are written once a minute with their number, and everything at the end', async () => {
    const log = open({ gatherMs: 5, repeatMs: 20 })
    const load = () => log.note(entry(1, { kind: 'read', rows: 2 }))
    for (let n = 0; n < 5; n++) load()
    const counts = async () =>
      (await listAudit(db, { kind: ['read'] }, { first: 50 })).edges.map(({ node: { count, rows } }) => [count, rows])
    await expect.poll(counts).toEqual([
      [4, 8],
      [1, 2],
    ])
    load()
    load()
    await log.close()

    expect((await counts()).reduce((sum, [count = 0]) => sum + count, 0)).toBe(7)
    expect((await verify()).problems).toEqual([])
  })

  test('a clock that goes back moves no record in its chain, and is told by their times', async () => {
    const log = open()
    await log.record(entry(1))
    now -= 10 * dayMs
    await log.record(entry(2))
    await log.close()

    expect((await verify()).problems).toEqual([])
    const operations: unknown[] = []
    for await (const record of readAudit(db)) operations.push(record.entry.operation)
    expect(operations).toEqual(['start', 'Op1', 'Op2', 'stop'])
    // Pruned is only what stands before everything that is kept.
    expect(await pruneAudit({ database: db, signer, before: now + dayMs, now })).toEqual({ records: 0, problems: [] })
  })

  test('what is old is pruned up to the first that is not, and the rest can still be verified', async () => {
    const log = open({ anchorRecords: 2 })
    for (let n = 1; n <= 5; n++) await log.record(entry(n * dayMs))
    const prune = (before: number) => pruneAudit({ database: db, signer, before, now })
    now += 6 * dayMs

    expect(await prune(now - 3 * dayMs)).toEqual({ records: 3, problems: [] })
    expect(await verify()).toMatchObject({ records: 3, problems: [] })
    await log.record(entry(6))
    await log.close()
    expect(await prune(now + dayMs)).toEqual({ records: 5, problems: [] })
    expect(await verify()).toMatchObject({ chains: 1, records: 0, problems: [] })
    now += 1_000
    await writeChain()
    expect((await verify()).problems).toEqual([])

    await change(sql`update audit_anchors set position = position - 1 where purpose = 'pruned'`)
    expect((await verify()).problems).toHaveLength(1)
  })

  test('a chain with a bad record is not pruned', async () => {
    const chain = await writeChain()
    await change(sql`delete from audit_records where chain = ${chain} and position = 2`)

    expect(await pruneAudit({ database: db, signer, before: now + dayMs, now })).toEqual({
      records: 0,
      problems: [{ id: `${chain}:2`, reason: 'was removed' }],
    })
  })

  test('a new key signs the anchors again at the next start, so that the old one can go', async () => {
    await writeChain()
    now += 1_000
    expect((await verify(createSigner([newKey]))).problems).toHaveLength(1)
    await open({}, createSigner([newKey, oldKey])).close()

    expect((await verify(createSigner([newKey]))).problems).toEqual([])
    expect((await verify()).problems[0]?.reason).toContain('not among CREDENTIALS_KEYS and SESSION_KEYS')
  })

  test('without keys it is whole, but nothing vouches for it', async () => {
    const unsigned = createSigner([])
    const log = open({}, unsigned)
    await log.record(entry(1))
    await log.close()

    expect(await verify(unsigned)).toMatchObject({ unsigned: 2, problems: [] })
    expect((await verify()).problems[0]?.reason).toContain('not signed although there are keys')
    expect((await verifyAudit({ database: db, signer, allowsUnsigned: true })).problems).toEqual([])
  })

  test('a chain that another program cut is left as it is, and goes on in a new one', async () => {
    const log = open()
    await log.record(entry(1))
    await change(sql`delete from audit_anchors`)
    const ids = [await log.record(entry(2)), await log.record(entry(3))]
    await log.close()

    expect(ids.map((id) => id.split(':')[1])).toEqual(['2', '3'])
    expect((await verify()).problems).toHaveLength(1)
  })
})
