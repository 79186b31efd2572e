import { sql } from 'kysely'
import { requireOperator } from '../auth/permissions.ts'
import type { Principal } from '../auth/principal.ts'
import type { Database } from '../database/create-database.ts'
import type { ChangeState } from './change-record.ts'

/** Which changes are listed. What is left out is not asked for. */
export interface ChangeSelection {
  /** Null: of every tenant. */
  readonly tenantIds: readonly string[] | null
  readonly states?: readonly ChangeState[] | undefined
  /** Who logged them. */
  readonly operatorId?: string | undefined
  /** Who did not log them. */
  readonly notOperatorId?: string | undefined
  readonly ticketId?: number | undefined
}

/** The SDL's `ChangeFilter`. */
export interface ChangeFilter {
  readonly tenantId?: string | null | undefined
  readonly state?: readonly ChangeState[] | null | undefined
  readonly mine?: boolean | null | undefined
  readonly ticketId?: number | null | undefined
}

/**
 * What a filter selects for a caller: never more than the tenants that the caller may operate.
 *
 * @throws GatewayError `FORBIDDEN` for a tenant that the caller may not operate, whether there is one or not
 */
export function selectFor(principal: Principal, filter: ChangeFilter | null | undefined): ChangeSelection {
  const { tenantId = null, state, mine, ticketId } = filter ?? {}
  if (tenantId !== null) requireOperator(principal, tenantId)
  const { operatorTenants } = principal
  return {
    tenantIds: tenantId !== null ? [tenantId] : operatorTenants === 'all' ? null : operatorTenants,
    states: state ?? undefined,
    operatorId: mine === true ? principal.id : undefined,
    notOperatorId: mine === false ? principal.id : undefined,
    ticketId: ticketId ?? undefined,
  }
}

/** The selected rows, in no order. */
export function selectChanges(db: Database, selection: ChangeSelection) {
  const { tenantIds, states, operatorId, notOperatorId, ticketId } = selection
  let rows = db.selectFrom('changes')
  // PostgreSQL takes no empty list.
  if (tenantIds?.length === 0 || states?.length === 0) return rows.where(sql.lit(false))
  if (tenantIds) rows = rows.where('tenant_id', 'in', tenantIds)
  if (states) rows = rows.where('state', 'in', states)
  if (operatorId !== undefined) rows = rows.where('operator_id', '=', operatorId)
  if (notOperatorId !== undefined) rows = rows.where('operator_id', '<>', notOperatorId)
  if (ticketId !== undefined) rows = rows.where('ticket_id', '=', ticketId)
  return rows
}
