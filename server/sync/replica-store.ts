import { randomUUID } from 'node:crypto'
import type { Database } from '../database/create-database.ts'
import type { Changes, RecordTypes } from './records.ts'
import { storedKey } from './stored-key.ts'
import { readRecords, saveRecords } from './stored-records.ts'
import { createSyncLease } from './sync-lease.ts'
import type { SyncState } from './sync-state.ts'

/** How often the use of an account is noted, in milliseconds. */
const touchMs = 3_600_000

/** A point in the history of a stored replica. */
export interface Revision {
  /** New whenever the replica is begun again. */
  readonly epoch: string
  /** Counts the changes within the epoch. */
  readonly number: number
}

/** What is stored, or what was stored since a revision. */
export interface Stored<C extends RecordTypes> {
  readonly revision: Revision
  /** Null: nothing is loaded yet. */
  readonly state: SyncState | null
  readonly changes: Changes<C>
  /** True if `changes` is all there is, false if it comes on top of what was read before. */
  readonly isWhole: boolean
}

/** Another gateway has taken the lease over, or begun the replica again. */
export class SyncLeaseLostError extends Error {
  override name = 'SyncLeaseLostError'
}

/**
 * The stored replica of one account in one format, shared by all gateways on one database that have the same. Every method throws
 * `DatabaseUnavailableError` while the database does not answer.
 */
export interface ReplicaStore<C extends RecordTypes> {
  /** Reads everything that was stored after `since`; all of it for null, or where the replica was begun again. */
  read(since: Revision | null): Promise<Stored<C>>
  /** Takes or renews the lease. @returns false if another gateway has it */
  claim(): Promise<boolean>
  /** Renews the lease. @returns false if another gateway has had it meanwhile: then what it stored must be read first */
  renew(): Promise<boolean>
  release(): Promise<void>
  /**
   * Stores changes in one transaction.
   *
   * @param state stored with them; null for changes that need no lease, such as reference records
   * @throws SyncLeaseLostError
   */
  save(changes: Changes<C>, state: SyncState | null, epoch: string): Promise<Revision>
}

export interface ReplicaStoreOptions {
  readonly database: Database
  readonly account: string
  /** Version of the stored format. */
  readonly format: string
  /** Wall clock: leases expire by it. */
  readonly wallClock: () => number
  readonly leaseMs: number
}

export function createReplicaStore<C extends RecordTypes>(options: ReplicaStoreOptions): ReplicaStore<C> {
  const { database: db, format, wallClock, leaseMs } = options
  const account = storedKey(options)
  const owner = randomUUID()
  const lease = createSyncLease({ ...options, account, owner })

  /** The replica's row, made where there is none. */
  async function readAccount() {
    const ofAccount = db.selectFrom('sync_accounts').selectAll().where('account', '=', account)
    const row = await ofAccount.executeTakeFirst()
    if (row) {
      await touch(row.used_at)
      return row
    }
    await begin(db, { account, format, now: wallClock() })
    return ofAccount.executeTakeFirstOrThrow()
  }

  /** Notes that the account is in use: what is not used is deleted in time (delete-unused.ts). */
  async function touch(usedAt: number): Promise<void> {
    const now = wallClock()
    if (Math.abs(now - usedAt) < touchMs) return
    const touching = db.updateTable('sync_accounts').where('account', '=', account).set({ used_at: now }).execute()
    // A database that takes no writes can still be read.
    await touching.catch(() => undefined)
  }

  return {
    async read(since) {
      const row = await readAccount()
      const revision = { epoch: row.epoch, number: row.revision }
      const state = row.state === null ? null : (JSON.parse(row.state) as SyncState)
      const isWhole = since?.epoch !== row.epoch
      if (!isWhole && since.number === row.revision) return { revision, state, changes: {}, isWhole }
      const changes = await readRecords<C>(db, account, isWhole ? -1 : since.number)
      // Begun again while its records were read: what was read is of neither.
      if ((await readAccount()).epoch !== row.epoch) return this.read(null)
      return { revision, state, changes, isWhole }
    },

    claim: () => readAccount().then(() => lease.claim()),
    renew: lease.renew,
    release: lease.release,

    save: (changes, state, epoch) =>
      db.transaction().execute(async (trx) => {
        let claimed = trx
          .updateTable('sync_accounts')
          .set(({ eb }) => ({
            revision: eb('revision', '+', 1),
            ...(state && { state: JSON.stringify(state), leased_until: wallClock() + leaseMs }),
          }))
          .where('account', '=', account)
          .where('epoch', '=', epoch)
        if (state) claimed = claimed.where('owner', '=', owner)
        const row = await claimed.returning('revision').executeTakeFirst()
        if (!row) throw new SyncLeaseLostError()
        await saveRecords(trx, { account, revision: row.revision }, changes)
        return { epoch, number: row.revision }
      }),
  }
}

/** Makes the row of a replica that is not stored yet, unless another gateway was quicker. */
async function begin(
  db: Database,
  { account, format, now }: { readonly account: string; readonly format: string; readonly now: number },
): Promise<void> {
  const unread = { revision: 0, state: null, owner: null, leased_until: 0 }
  await db
    .insertInto('sync_accounts')
    .values({ account, format, epoch: randomUUID(), ...unread, used_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
