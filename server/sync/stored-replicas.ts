import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../database/create-database.ts'
import { accountOfKey, type ReplicaName } from './stored-key.ts'
import { deleteRecords } from './stored-records.ts'
import type { SyncState } from './sync-state.ts'

/*
 * The stored replicas of all accounts, for operators. Gateways may be running on the same database: each change here takes
 * the account's row first, as they do, and a gateway drops its memory once the row has another epoch.
 */

/** What is stored of one account. Instants are epoch milliseconds. */
export interface StoredReplica extends ReplicaName {
  /** Null: nothing is loaded. */
  readonly state: SyncState | null
  /** By key, alphabetically. */
  readonly collections: readonly StoredCollection[]
  /** A gateway reads from the vendor, and no other one may before this; null: none does. */
  readonly leasedUntil: number | null
  /** When a gateway last used it. */
  readonly usedAt: number
}

export interface StoredCollection {
  readonly key: string
  readonly records: number
  /** Size of the records as stored, without indexes. */
  readonly bytes: number
}

export interface DeletedReplica extends ReplicaName {
  /** Number of records deleted. */
  readonly records: number
}

/** Returns the stored replicas, in the order of their accounts. */
export async function listReplicas(db: Database): Promise<readonly StoredReplica[]> {
  const accounts = await db.selectFrom('sync_accounts').selectAll().orderBy('account').execute()
  const rows = await db
    .selectFrom('sync_records')
    .select(({ fn }) => [
      'account',
      'collection',
      fn.countAll().as('records'),
      sql<number | string>`sum(octet_length(data))`.as('bytes'),
    ])
    .where('data', 'is not', null)
    .groupBy(['account', 'collection'])
    .orderBy('collection')
    .execute()
  const byAccount = Map.groupBy(rows, ({ account }) => account)
  return accounts.map((row) => ({
    ...nameOf(row),
    state: row.state === null ? null : (JSON.parse(row.state) as SyncState),
    collections: (byAccount.get(row.account) ?? []).map(({ collection, records, bytes }) => ({
      key: collection,
      records: Number(records),
      bytes: Number(bytes),
    })),
    leasedUntil: row.owner === null ? null : row.leased_until,
    usedAt: row.used_at,
  }))
}

/** Begins every stored replica again: deletes its records, and has gateways load them anew. */
export async function rebuildReplicas(db: Database): Promise<readonly DeletedReplica[]> {
  const rebuilt: DeletedReplica[] = []
  for (const row of await replicasOf(db)) {
    const { account } = row
    const records = await db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('sync_accounts')
        .set({ epoch: randomUUID(), revision: 0, state: null, owner: null, leased_until: 0 })
        .where('account', '=', account)
        .executeTakeFirst()
      return numUpdatedRows === 0n ? null : countAndDelete(trx, account)
    })
    if (records !== null) rebuilt.push({ ...nameOf(row), records })
  }
  return rebuilt
}

/** Deletes every stored replica. A gateway that is running begins its own again. */
export async function purgeReplicas(db: Database): Promise<readonly DeletedReplica[]> {
  const purged: DeletedReplica[] = []
  for (const row of await replicasOf(db)) {
    const records = await deleteReplica(db, row.account)
    if (records !== null) purged.push({ ...nameOf(row), records })
  }
  return purged
}

/**
 * Deletes the replicas that no gateway has used since an instant.
 *
 * @param before epoch milliseconds
 * @param inUse keys of replicas to keep whenever they were used
 */
export async function deleteUnusedReplicas(
  db: Database,
  before: number,
  inUse: ReadonlySet<string>,
): Promise<readonly DeletedReplica[]> {
  const ofAll = db.selectFrom('sync_accounts').select(['account', 'format'])
  const deleted: DeletedReplica[] = []
  for (const row of await ofAll.where('used_at', '<', before).execute()) {
    if (inUse.has(row.account)) continue
    const records = await deleteReplica(db, row.account, before)
    if (records !== null) deleted.push({ ...nameOf(row), records })
  }
  return deleted
}

/** @returns the number of records; null if there is no such replica, or it was used at `usedBefore` or later */
function deleteReplica(db: Database, account: string, usedBefore?: number): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    let deleting = trx.deleteFrom('sync_accounts').where('account', '=', account)
    if (usedBefore !== undefined) deleting = deleting.where('used_at', '<', usedBefore)
    const { numDeletedRows } = await deleting.executeTakeFirst()
    return numDeletedRows === 0n ? null : countAndDelete(trx, account)
  })
}

async function countAndDelete(trx: Database, account: string): Promise<number> {
  const { records } = await trx
    .selectFrom('sync_records')
    .select(({ fn }) => fn.countAll().as('records'))
    .where('account', '=', account)
    .where('data', 'is not', null)
    .executeTakeFirstOrThrow()
  await deleteRecords(trx, account)
  return Number(records)
}

const replicasOf = (db: Database): Promise<readonly ReplicaName[]> =>
  db.selectFrom('sync_accounts').select(['account', 'format']).orderBy('account').execute()

/** The name of a replica; its row's `account` is its key. */
const nameOf = ({ account, format }: ReplicaName): ReplicaName => ({ account: accountOfKey(account, format), format })
