import type { Migration } from '../migrate.ts'

/** Portal sessions, and states of completed sign-ins. */
export const sessions: Migration = {
  name: '0001-sessions',
  async up(db) {
    await db.schema
      .createTable('sessions')
      .addColumn('id_hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('principal_id', 'text', (column) => column.notNull())
      .addColumn('principal', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('renew_at', 'bigint', (column) => column.notNull())
      .addColumn('tokens', 'text', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('sessions_principal_id').on('sessions').column('principal_id').execute()
    await db.schema.createIndex('sessions_seen_at').on('sessions').column('seen_at').execute()
    await db.schema
      .createTable('spent_states')
      .addColumn('state_hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute()
  },
}
