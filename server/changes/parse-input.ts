import { randomUUID } from 'node:crypto'
import { inputError, type UserError } from '../errors/user-error.ts'
import type {
  AddConnectWiseNoteInput,
  AddConnectWiseTimeEntryInput,
  LogChangeInput,
  UpdateConnectWiseStatusInput,
} from '../graphql/resolver-types.gen.ts'
import { checkInput, hasText } from './check-input.ts'
import type { WantedChange } from './wanted-change.ts'

/** A parsed input with everything that is wrong with it. */
export type ParsedInput = readonly [WantedChange, readonly UserError[]]

type Target = Pick<WantedChange, 'tenantId' | 'ticketId' | 'idempotencyKey'>

const nothing = { note: null, change: null, minutes: null, statusId: null, memberIdentifier: null, isInternal: true }

/** Leaves out what only the one input has, such as the time to wait. */
const targetOf = ({ tenantId, ticketId, idempotencyKey }: Target): Target => ({ tenantId, ticketId, idempotencyKey })

export function parseLogChange(input: LogChangeInput): ParsedInput {
  const wanted: WantedChange = {
    ...nothing,
    ...targetOf(input),
    note: hasText(input.note ?? null) ? (input.note ?? null) : null,
    change: input.change ? { ...input.change, fields: input.change.fields ?? [] } : null,
    minutes: input.minutes ?? null,
    statusId: input.statusId ?? null,
    memberIdentifier: input.memberIdentifier ?? null,
    mutation: 'logChange',
    steps: ['NOTE', 'TIME', 'STATUS'],
  }
  const isEmpty = wanted.note === null && wanted.change === null
  const empty = isEmpty ? [inputError(['note'], 'Say what was done: a note, a change, or both.')] : []
  return [wanted, [...checkInput(wanted), ...empty]]
}

export function parseAddNote(input: AddConnectWiseNoteInput): ParsedInput {
  const { text, internal: isInternal = true } = input
  const wanted: WantedChange = {
    ...nothing,
    ...targetOf(input),
    note: text,
    isInternal,
    mutation: 'addNote',
    steps: ['NOTE'],
  }
  const empty = hasText(text) ? [] : [inputError(['text'], 'A note has a text.')]
  return [wanted, [...checkInput(wanted, { textField: 'text' }), ...empty]]
}

export function parseAddTimeEntry(input: AddConnectWiseTimeEntryInput): ParsedInput {
  const { minutes, notes, memberIdentifier } = input
  const wanted: WantedChange = {
    ...nothing,
    ...targetOf(input),
    note: notes ?? null,
    minutes,
    memberIdentifier: memberIdentifier ?? null,
    mutation: 'addTimeEntry',
    steps: ['TIME'],
  }
  return [wanted, checkInput(wanted, { textField: 'notes', minMinutes: 1 })]
}

/** A change like any other, so it is ordered after those logged before it. Without a key, each call is a new change. */
export function parseUpdateStatus(input: UpdateConnectWiseStatusInput): ParsedInput {
  const idempotencyKey = input.idempotencyKey ?? `status ${randomUUID()}`
  const wanted: WantedChange = {
    ...nothing,
    ...targetOf({ ...input, idempotencyKey }),
    statusId: input.statusId,
    mutation: 'updateStatus',
    steps: ['STATUS'],
  }
  return [wanted, checkInput(wanted)]
}
