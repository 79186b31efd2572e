import type { Selectable } from 'kysely'
import type { ConnectWiseSystem } from '../tickets/connectwise-system.ts'
import type { ChangesTable, ChangeStepsTable } from '../database/tables.ts'

/* Types matching the SDL's enums of the same names. */

export type ChangeKind =
  | 'VOICE_CONFIGURATION_UPDATED'
  | 'THREE_CX_USER_CREATED'
  | 'THREE_CX_USER_UPDATED'
  | 'THREE_CX_USER_DELETED'
  | 'DID_CREATED'
  | 'DID_UPDATED'
  | 'DID_DELETED'

export type ChangeState = 'PENDING' | 'DONE' | 'FAILED' | 'CANCELLED'

export type ChangeStepKind = 'NOTE' | 'TIME' | 'STATUS'

export type ChangeStepState = 'PENDING' | 'DONE' | 'FAILED' | 'SKIPPED'

/** Source of a change's status: the input, the tenant's default for the board, or none. */
export type StatusMode = 'given' | 'default' | 'none'

/** A change before delivery. Instants are epoch milliseconds. */
export interface NewChange extends ConnectWiseSystem {
  readonly tenantId: string
  readonly ticketId: number
  readonly idempotencyKey: string
  readonly contentHash: string
  readonly reference: string
  /** Null until ConnectWise has been asked. */
  readonly isProject: boolean | null
  readonly kind: ChangeKind | null
  /** The full text of the note. */
  readonly note: string
  readonly isInternal: boolean
  /** The text of the time entry. */
  readonly timeNotes: string
  readonly minutes: number
  /** Whole seconds only. */
  readonly startedAt: number
  readonly statusMode: StatusMode
  readonly statusId: number | null
  readonly memberIdentifier: string | null
  readonly operatorId: string
  readonly operatorName: string
  /** The steps to perform; the others start out SKIPPED. */
  readonly plannedSteps: readonly ChangeStepKind[]
}

/** A stored step. */
export interface StepRecord {
  readonly kind: ChangeStepKind
  readonly state: ChangeStepState
  readonly attempts: number
  /** While PENDING: when it was last sent with its outcome still unknown. By the clock of deliveries. */
  readonly sentAt: number | null
  readonly vendorId: number | null
  readonly reason: string | null
  readonly finishedAt: number | null
}

/** A stored change. */
export interface ChangeRecord extends Omit<NewChange, 'idempotencyKey' | 'operatorId' | 'plannedSteps'> {
  /** `<tenant>:<reference>`. */
  readonly id: string
  /** From 1, in the order of logging per ticket. */
  readonly position: number
  readonly state: ChangeState
  /** Once set, nothing more of it is sent. */
  readonly cancelRequestedAt: number | null
  /** Name of the operator who cancelled it. */
  readonly cancelledBy: string | null
  /** By the clock of deliveries. */
  readonly dueAt: number
  readonly createdAt: number
  readonly finishedAt: number | null
  /** Since when ConnectWise may have it, if that is before it was logged: the database was restored in between. */
  readonly possiblySentSince: number | null
  /** Note, time and status, in this order. */
  readonly steps: readonly StepRecord[]
}

/** The order of delivery. Closing a ticket can prevent time entries, so the status comes last. */
export const stepKinds = ['NOTE', 'TIME', 'STATUS'] as const satisfies ChangeStepKind[]

export function toChangeRecord(
  row: Selectable<ChangesTable>,
  steps: readonly Selectable<ChangeStepsTable>[],
): ChangeRecord {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    ticketId: row.ticket_id,
    position: row.position,
    contentHash: row.content_hash,
    reference: row.reference,
    companyId: row.company_id,
    server: row.server,
    isProject: row.is_project === null ? null : row.is_project === 1,
    kind: row.kind as ChangeKind | null,
    note: row.note,
    isInternal: row.is_internal === 1,
    timeNotes: row.time_notes,
    minutes: row.minutes,
    startedAt: row.started_at,
    statusMode: row.status_mode,
    statusId: row.status_id,
    memberIdentifier: row.member_identifier,
    operatorName: row.operator_name,
    state: row.state,
    cancelRequestedAt: row.cancel_requested_at,
    cancelledBy: row.cancelled_by,
    dueAt: row.due_at,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    possiblySentSince: row.possibly_sent_since,
    steps: stepKinds.flatMap((kind) => steps.filter((step) => step.kind === kind).map(toStepRecord)),
  }
}

function toStepRecord(row: Selectable<ChangeStepsTable>): StepRecord {
  return {
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    sentAt: row.sent_at,
    vendorId: row.vendor_id,
    reason: row.reason,
    finishedAt: row.finished_at,
  }
}
