import type { Selectable } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { ConnectWiseCredentialsTable } from '../database/tables.ts'
import type { ConnectWiseDefaults } from '../vendors/connectwise/types.ts'

/** The encrypted part of a tenant's credentials. */
export interface Secrets {
  readonly publicKey: string
  readonly privateKey: string
  readonly clientId: string
}

/** A tenant's stored credentials, with the secrets encrypted. */
export interface CredentialRecord extends Secrets {
  readonly tenantId: string
  readonly baseUrl: string
  readonly companyId: string
  readonly defaults: ConnectWiseDefaults
  readonly updatedAt: number
  readonly updatedBy: string
}

/** Storage of credentials. Every method throws DatabaseUnavailableError if the database is unavailable. */
export function createCredentialRecords({ db, clock }: { db: Database; clock: Clock }) {
  return {
    async find(tenantId: string): Promise<CredentialRecord | null> {
      const row = await db
        .selectFrom('connectwise_credentials')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      return row ? fromRow(row) : null
    },

    /** Saves all fields, replacing existing ones. */
    async save(record: Omit<CredentialRecord, 'updatedAt'>): Promise<void> {
      const { tenant_id, ...values } = toRow({ ...record, updatedAt: clock() })
      await db
        .insertInto('connectwise_credentials')
        .values({ tenant_id, ...values })
        .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(values))
        .execute()
    },

    async delete(tenantId: string): Promise<void> {
      await db.deleteFrom('connectwise_credentials').where('tenant_id', '=', tenantId).execute()
    },

    /** Whether any tenant has credentials. */
    async isAnyThere(): Promise<boolean> {
      const row = await db.selectFrom('connectwise_credentials').select('tenant_id').limit(1).executeTakeFirst()
      return row !== undefined
    },

    async listTenantIds(): Promise<string[]> {
      const rows = await db.selectFrom('connectwise_credentials').select('tenant_id').orderBy('tenant_id').execute()
      return rows.map(({ tenant_id }) => tenant_id)
    },

    /** Replaces the encrypted secrets by the same ones encrypted anew. @returns false if they are no longer as in `before` */
    async reencrypt(before: CredentialRecord, { publicKey, privateKey, clientId }: Secrets): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('connectwise_credentials')
        .set({ public_key: publicKey, private_key: privateKey, client_id: clientId })
        .where('tenant_id', '=', before.tenantId)
        .where('public_key', '=', before.publicKey)
        .where('private_key', '=', before.privateKey)
        .where('client_id', '=', before.clientId)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

export type CredentialRecords = ReturnType<typeof createCredentialRecords>

function toRow(record: CredentialRecord): Selectable<ConnectWiseCredentialsTable> {
  return {
    tenant_id: record.tenantId,
    base_url: record.baseUrl,
    company_id: record.companyId,
    public_key: record.publicKey,
    private_key: record.privateKey,
    client_id: record.clientId,
    defaults: JSON.stringify(record.defaults),
    updated_at: record.updatedAt,
    updated_by: record.updatedBy,
  }
}

function fromRow(row: Selectable<ConnectWiseCredentialsTable>): CredentialRecord {
  return {
    tenantId: row.tenant_id,
    baseUrl: row.base_url,
    companyId: row.company_id,
    publicKey: row.public_key,
    privateKey: row.private_key,
    clientId: row.client_id,
    defaults: JSON.parse(row.defaults) as ConnectWiseDefaults,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  }
}
