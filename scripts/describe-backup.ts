import type { KeptTable } from '../server/database/backup/backup-content.ts'
import { count } from './describe-replica.ts'

/** What is in a backup, in words: `3 tenants, 200 changes, 1,200 audit records`. */
export const describeContent = (rows: ReadonlyMap<KeptTable, number>): string =>
  [
    count(rows.get('tenants') ?? 0, 'tenant'),
    count(rows.get('changes') ?? 0, 'change'),
    count(rows.get('audit_records') ?? 0, 'audit record'),
  ].join(', ')

export const describeInstant = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
