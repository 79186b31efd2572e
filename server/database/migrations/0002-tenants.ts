import type { Migration } from '../migrate.ts'

/** Tenants, their ConnectWise credentials, and feature flags. */
export const tenants: Migration = {
  name: '0002-tenants',
  async up(db) {
    await db.schema
      .createTable('tenants')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('connectwise_credentials')
      .addColumn('tenant_id', 'text', (column) => column.primaryKey().notNull().references('tenants.id'))
      .addColumn('base_url', 'text', (column) => column.notNull())
      .addColumn('company_id', 'text', (column) => column.notNull())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('private_key', 'text', (column) => column.notNull())
      .addColumn('client_id', 'text', (column) => column.notNull())
      .addColumn('defaults', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_by', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('feature_flags')
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('enabled', 'integer', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_by', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('feature_flags_key_tenant', ['key', 'tenant_id'])
      .execute()
  },
}
