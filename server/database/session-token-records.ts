import type { Database } from './create-database.ts'
import type { SessionRecord } from './session-records.ts'

/** A session, as far as its tokens are concerned. */
type TokenRecord = Pick<SessionRecord, 'idHash' | 'tokens'>

/**
 * The encrypted tokens of sessions, for the rotation of keys. Every method throws DatabaseUnavailableError if the database
 * is unavailable.
 */
export function createSessionTokenRecords(db: Database) {
  const select = () => db.selectFrom('sessions').select(['id_hash as idHash', 'tokens'])
  return {
    /** Lists sessions by their id's hash, behind the given one. */
    list: (after: string, limit: number): Promise<TokenRecord[]> =>
      select().where('id_hash', '>', after).orderBy('id_hash').limit(limit).execute(),

    find: async (idHash: string): Promise<TokenRecord | null> =>
      (await select().where('id_hash', '=', idHash).executeTakeFirst()) ?? null,

    /** Replaces the tokens by the same ones encrypted anew. @returns false if they are no longer as they were */
    async reencrypt(before: TokenRecord, tokens: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('sessions')
        .set({ tokens })
        .where('id_hash', '=', before.idHash)
        .where('tokens', '=', before.tokens)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}
