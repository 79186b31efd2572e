import type { Migration } from '../migrate.ts'

/** Audit records in chains, and the anchors that are signed. */
export const audit: Migration = {
  name: '0008-audit',
  async up(db) {
    await db.schema
      .createTable('audit_records')
      .addColumn('chain', 'text', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('actor_id', 'text')
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('tenants', 'text', (column) => column.notNull())
      .addColumn('completes', 'text')
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('previous', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('audit_records_key', ['chain', 'position'])
      .execute()
    await db.schema.createIndex('audit_records_at').on('audit_records').columns(['at', 'chain', 'position']).execute()
    await db.schema.createIndex('audit_records_actor').on('audit_records').columns(['actor_id', 'at']).execute()
    await db.schema.createIndex('audit_records_completes').on('audit_records').column('completes').execute()
    await db.schema
      .createTable('audit_anchors')
      .addColumn('chain', 'text', (column) => column.notNull())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('key_id', 'text')
      .addColumn('signature', 'text')
      .addPrimaryKeyConstraint('audit_anchors_key', ['chain', 'purpose', 'position'])
      .execute()
  },
}
