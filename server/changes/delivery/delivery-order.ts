import { sql, type RawBuilder } from 'kysely'
import { areInSameSystem } from '../same-system-sql.ts'

/** When a step that may be on its way into ConnectWise was last sent; -1 if the change has none. */
const sentAt = (row: string) => sql<number>`coalesce(
  (select max(step.sent_at) from change_steps as step
   where step.change_id = ${sql.ref(`${row}.id`)} and step.state = 'PENDING'), -1)`

/**
 * Whether a change is delivered before another. A change that was retried is older than what was sent meanwhile: it
 * waits until that has arrived or never will, so that it neither undoes nor hides it.
 */
const goesFirst = (one: string, other: string): RawBuilder<boolean> => sql<boolean>`(
  ${sentAt(one)} > ${sentAt(other)}
  or (${sentAt(one)} = ${sentAt(other)} and ${sql.ref(`${one}.position`)} < ${sql.ref(`${other}.position`)}))`

/** SQL: whether another PENDING change of its ticket is delivered before this row of the table `changes`. */
export const isOvertaken = (row: string): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from changes as other
  where other.tenant_id = ${sql.ref(`${row}.tenant_id`)} and other.ticket_id = ${sql.ref(`${row}.ticket_id`)}
    and other.state = 'PENDING' and ${areInSameSystem('other', row)} and ${goesFirst('other', row)})`
