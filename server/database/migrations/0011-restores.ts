import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Migration } from '../migrate.ts'
import type { OwnKeysTable } from '../tables.ts'

/**
 * What makes a restore safe for changes: the key that references are derived with, when the database was restored, and
 * since when ConnectWise may have a change that was logged after that. Older gateways go on beside it: they read none of
 * this, and what they log has null in the new column.
 */
export const restores: Migration = {
  name: '0011-restores',
  async up(db) {
    await db.schema
      .createTable('own_keys')
      .addColumn('purpose', 'text', (column) => column.primaryKey().notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .execute()
    await (db as unknown as Kysely<{ own_keys: OwnKeysTable }>)
      .insertInto('own_keys')
      .values({ purpose: 'change references', key: randomBytes(32).toString('base64url') })
      .execute()
    await db.schema
      .createTable('restores')
      .addColumn('restored_at', 'bigint', (column) => column.primaryKey().notNull())
      .addColumn('lost_since', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.alterTable('changes').addColumn('possibly_sent_since', 'bigint').execute()
  },
}
