import type { Selectable } from 'kysely'
import type { Database } from './create-database.ts'
import type { SessionsTable } from './tables.ts'

/** A stored session; `auth/sessions.ts` documents its fields. Instants are epoch milliseconds. */
export interface SessionRecord {
  readonly idHash: string
  readonly principalId: string
  /** JSON. */
  readonly principal: string
  readonly createdAt: number
  readonly seenAt: number
  readonly expiresAt: number
  readonly renewAt: number
  /** Encrypted. */
  readonly tokens: string
}

/** Storage of sessions and used states. Every method throws DatabaseUnavailableError if the database is unavailable. */
export function createSessionRecords(db: Database) {
  return {
    async insert(record: SessionRecord): Promise<void> {
      await db.insertInto('sessions').values(toRow(record)).execute()
    },

    async find(idHash: string): Promise<SessionRecord | null> {
      const row = await db.selectFrom('sessions').selectAll().where('id_hash', '=', idHash).executeTakeFirst()
      return row ? fromRow(row) : null
    },

    /** Records the last use. */
    async touch(idHash: string, seenAt: number): Promise<void> {
      await db.updateTable('sessions').set({ seen_at: seenAt }).where('id_hash', '=', idHash).execute()
    },

    /** @returns false if the session has ended or another replica renewed it since `before` was read */
    async renew(
      before: SessionRecord,
      { principal, renewAt, tokens }: Pick<SessionRecord, 'principal' | 'renewAt' | 'tokens'>,
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('sessions')
        .set({ principal, renew_at: renewAt, tokens })
        .where('id_hash', '=', before.idHash)
        .where('tokens', '=', before.tokens)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async delete(idHash: string): Promise<void> {
      await db.deleteFrom('sessions').where('id_hash', '=', idHash).execute()
    },

    /** Ends every session of a person. @returns how many */
    async deleteOf(principalId: string): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom('sessions')
        .where('principal_id', '=', principalId)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },

    /** @returns false if the state was already used */
    async spendState(stateHash: string, expiresAt: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('spent_states')
        .values({ state_hash: stateHash, expires_at: expiresAt })
        .onConflict((conflict) => conflict.column('state_hash').doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },

    /** Deletes expired rows. */
    async sweep({ now, idleSince }: { now: number; idleSince: number }): Promise<void> {
      await db
        .deleteFrom('sessions')
        .where(({ eb, or }) => or([eb('expires_at', '<=', now), eb('seen_at', '<=', idleSince)]))
        .execute()
      await db.deleteFrom('spent_states').where('expires_at', '<=', now).execute()
    },
  }
}

function toRow(record: SessionRecord): Selectable<SessionsTable> {
  return {
    id_hash: record.idHash,
    principal_id: record.principalId,
    principal: record.principal,
    created_at: record.createdAt,
    seen_at: record.seenAt,
    expires_at: record.expiresAt,
    renew_at: record.renewAt,
    tokens: record.tokens,
  }
}

function fromRow(row: Selectable<SessionsTable>): SessionRecord {
  return {
    idHash: row.id_hash,
    principalId: row.principal_id,
    principal: row.principal,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    renewAt: row.renew_at,
    tokens: row.tokens,
  }
}
