import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** Changes logged on ConnectWise tickets, their delivery steps, and the lease per ticket. */
export const changes: Migration = {
  name: '0003-changes',
  async up(db) {
    await db.schema
      .createTable('change_queues')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('ticket_id', 'bigint', (column) => column.notNull())
      .addColumn('last_position', 'bigint', (column) => column.notNull())
      .addColumn('last_created_at', 'bigint', (column) => column.notNull())
      .addColumn('owner', 'text')
      .addColumn('leased_until', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('change_queues_key', ['tenant_id', 'ticket_id'])
      .execute()
    await db.schema
      .createTable('changes')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('ticket_id', 'bigint', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('idempotency_key', 'text', (column) => column.notNull())
      .addColumn('content_hash', 'text', (column) => column.notNull())
      .addColumn('reference', 'text', (column) => column.notNull())
      .addColumn('company_id', 'text', (column) => column.notNull())
      .addColumn('is_project', 'integer')
      .addColumn('kind', 'text')
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('is_internal', 'integer', (column) => column.notNull())
      .addColumn('time_notes', 'text', (column) => column.notNull())
      .addColumn('minutes', 'integer', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('status_mode', 'text', (column) => column.notNull())
      .addColumn('status_id', 'bigint')
      .addColumn('member_identifier', 'text')
      .addColumn('operator_id', 'text', (column) => column.notNull())
      .addColumn('operator_name', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('finished_at', 'bigint')
      .addUniqueConstraint('changes_idempotency_key', ['tenant_id', 'idempotency_key'])
      .addUniqueConstraint('changes_position', ['tenant_id', 'ticket_id', 'position'])
      .execute()
    await db.schema.createIndex('changes_created_at').on('changes').columns(['tenant_id', 'created_at', 'id']).execute()
    // The worker polls these every second, among all changes ever logged.
    await db.schema
      .createIndex('changes_pending')
      .on('changes')
      .columns(['tenant_id', 'ticket_id', 'position'])
      .where(sql.ref('state'), '=', sql.lit('PENDING'))
      .execute()
    await db.schema
      .createTable('change_steps')
      .addColumn('change_id', 'text', (column) => column.notNull().references('changes.id'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('sent_at', 'bigint')
      .addColumn('vendor_id', 'bigint')
      .addColumn('reason', 'text')
      .addColumn('finished_at', 'bigint')
      .addPrimaryKeyConstraint('change_steps_key', ['change_id', 'kind'])
      .execute()
  },
}
