import type { Migration } from '../migrate.ts'

/** The replica of vendor records: one row per account, and one per record. */
export const sync: Migration = {
  name: '0005-sync',
  async up(db) {
    await db.schema
      .createTable('sync_accounts')
      .addColumn('account', 'text', (column) => column.primaryKey().notNull())
      .addColumn('format', 'text', (column) => column.notNull())
      .addColumn('epoch', 'text', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text')
      .addColumn('owner', 'text')
      .addColumn('leased_until', 'bigint', (column) => column.notNull())
      .addColumn('used_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('sync_records')
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('collection', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('data', 'text')
      .addPrimaryKeyConstraint('sync_records_key', ['account', 'collection', 'id'])
      .execute()
    // Other gateways read what is newer than what they have.
    await db.schema.createIndex('sync_records_revision').on('sync_records').columns(['account', 'revision']).execute()
  },
}
