import { toStorableText } from '../database/storable-text.ts'
import type { AuditEntry } from './audit-entry.ts'

/** The columns that repeat an entry's content, to be found by. */
export const columnsOf = ({ at, kind, actor, outcome, tenants, completes }: AuditEntry) => ({
  at,
  kind,
  actor_id: actor === null ? null : toStorableText(actor.id),
  outcome,
  tenants: tenants.length === 0 ? '' : `|${tenants.join('|')}|`,
  completes,
})
