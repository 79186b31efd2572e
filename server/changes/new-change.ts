import type { Principal } from '../auth/principal.ts'
import type { GrantedAccess } from '../tickets/tenant-access.ts'
import type { ConnectWiseDefaults, Ticket } from '../vendors/connectwise/types.ts'
import type { NewChange, StatusMode } from './change-record.ts'
import { composeNote, composeTimeNotes } from './compose-note.ts'
import { contentHash, type Content } from './content-hash.ts'
import type { WantedChange } from './wanted-change.ts'

/**
 * Completes a wanted change with the tenant's defaults and its texts: everything that will be sent is fixed here.
 */
export function newChange(
  wanted: WantedChange,
  principal: Principal,
  { defaults, system }: GrantedAccess,
  { ticket, createdAt, reference }: NewChangeFacts,
): NewChange {
  const { mode, minutes } = resolveDefaults(wanted, defaults)
  const noteInput = { change: wanted.change, text: wanted.note, operator: principal.name, minutes, reference }
  return {
    tenantId: wanted.tenantId,
    ticketId: wanted.ticketId,
    idempotencyKey: wanted.idempotencyKey,
    contentHash: hashOf(wanted),
    reference,
    ...system,
    isProject: ticket ? ticket.kind === 'project' : null,
    kind: wanted.change?.kind ?? null,
    note: composeNote(noteInput),
    isInternal: wanted.isInternal,
    timeNotes: composeTimeNotes(noteInput),
    minutes,
    // The work has been done: it ends now. ConnectWise stores whole seconds.
    startedAt: Math.floor((createdAt - minutes * 60_000) / 1_000) * 1_000,
    statusMode: mode,
    statusId: wanted.statusId,
    memberIdentifier: memberOf(wanted, principal, defaults),
    operatorId: principal.id,
    operatorName: principal.name,
    plannedSteps: wanted.steps.filter((step) => (step === 'TIME' ? minutes > 0 : step !== 'STATUS' || mode !== 'none')),
  }
}

interface NewChangeFacts {
  /** Undefined if it is not known yet. */
  readonly ticket: Ticket | undefined
  readonly createdAt: number
  /** See `ChangeRecords.referenceFor`. */
  readonly reference: string
}

function resolveDefaults({ statusId, minutes: wantedMinutes, steps }: WantedChange, defaults: ConnectWiseDefaults) {
  const minutes = steps.includes('TIME') ? (wantedMinutes ?? defaults.defaultTimeMinutes) : 0
  const isDefault = steps.includes('STATUS') && defaults.autoUpdateStatus
  const mode: StatusMode = statusId !== null ? 'given' : isDefault ? 'default' : 'none'
  return { mode, minutes }
}

/** Member of the note and time entry: as given, else the operator's in the tenant's map, else the tenant's default. */
function memberOf(
  { memberIdentifier }: WantedChange,
  { email }: Principal,
  defaults: ConnectWiseDefaults,
): string | null {
  if (memberIdentifier !== null) return memberIdentifier
  const own = email?.trim().toLowerCase()
  const mapped = defaults.memberMap.find((entry) => entry.email.toLowerCase() === own)
  return mapped?.memberIdentifier ?? defaults.defaultMemberIdentifier
}

/** Hash of what was asked for, by which a key that is used again is compared with its first use. */
export function hashOf(wanted: WantedChange): string {
  const { mutation, isInternal, ticketId, note, change, minutes, statusId, memberIdentifier } = wanted
  const details: Content = change && [
    change.kind,
    change.subject,
    change.fields.map(({ name, before, after }) => [name, before, after]),
  ]
  return contentHash(mutation, ticketId, isInternal, note, details, minutes, statusId, memberIdentifier)
}
