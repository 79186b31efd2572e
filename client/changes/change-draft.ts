import type { ChangeKind, LogChangeInput } from '../graphql/types.gen.ts'

/** One thing that is different now, as it stands in the form. */
export interface DraftField {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** A change as somebody is writing it. Text as typed: what it means is settled when it is sent. */
export interface ChangeDraft {
  /** Goes with the draft until the gateway has taken it: however often it is sent, it is one change. */
  readonly idempotencyKey: string
  /** `FREE_TEXT`: only a note. */
  readonly kind: ChangeKind | 'FREE_TEXT'
  readonly subject: string
  readonly fields: readonly DraftField[]
  readonly note: string
  /** Empty: the tenant's default. */
  readonly minutes: string
  /** Empty: the tenant's default for the board, or as it is. */
  readonly statusId: string
}

const fieldNames: Readonly<Record<ChangeDraft['kind'], readonly string[]>> = {
  VOICE_CONFIGURATION_UPDATED: ['Extension', 'Forward to', 'Voicemail'],
  THREE_CX_USER_CREATED: ['Extension', 'E-mail', 'Outbound caller ID'],
  THREE_CX_USER_UPDATED: ['Extension', 'E-mail', 'Outbound caller ID'],
  THREE_CX_USER_DELETED: ['Extension'],
  DID_CREATED: ['Destination'],
  DID_UPDATED: ['Destination'],
  DID_DELETED: ['Destination'],
  FREE_TEXT: [],
}

export const changeKinds: Readonly<Record<ChangeDraft['kind'], string>> = {
  VOICE_CONFIGURATION_UPDATED: 'Voice configuration changed',
  THREE_CX_USER_CREATED: '3CX user created',
  THREE_CX_USER_UPDATED: '3CX user changed',
  THREE_CX_USER_DELETED: '3CX user deleted',
  DID_CREATED: 'DID created',
  DID_UPDATED: 'DID changed',
  DID_DELETED: 'DID deleted',
  FREE_TEXT: 'Something else (free text)',
}

/** What a value may be before and after: something new was nothing before, something deleted is nothing after. */
export const sidesOf = (kind: ChangeDraft['kind']): { before: boolean; after: boolean } => ({
  before: !kind.endsWith('_CREATED'),
  after: !kind.endsWith('_DELETED'),
})

/** The fields that usually change, for suggestions. */
export const suggestedNames = (kind: ChangeDraft['kind']): readonly string[] => fieldNames[kind]

const emptyFields = (kind: ChangeDraft['kind']): DraftField[] =>
  fieldNames[kind].map((name) => ({ name, before: '', after: '' }))

export function newDraft(kind: ChangeDraft['kind'] = 'VOICE_CONFIGURATION_UPDATED'): ChangeDraft {
  const idempotencyKey = crypto.randomUUID()
  return { idempotencyKey, kind, subject: '', fields: emptyFields(kind), note: '', minutes: '', statusId: '' }
}

/** The draft as another change: what was sent with its key before is none of it. */
export const asAnotherChange = (draft: ChangeDraft): ChangeDraft => ({ ...draft, idempotencyKey: crypto.randomUUID() })

/** The draft with another kind: fields that somebody has filled in stay, empty suggestions change with the kind. */
export function withKind(draft: ChangeDraft, kind: ChangeDraft['kind']): ChangeDraft {
  const filled = draft.fields.filter(({ before, after }) => before.trim() !== '' || after.trim() !== '')
  const suggested = emptyFields(kind).filter(({ name }) => !filled.some((field) => field.name === name))
  return { ...draft, kind, fields: [...filled, ...suggested] }
}

/** Whether anything was written that would be missed. */
export const isBlank = ({ subject, fields, note }: ChangeDraft): boolean =>
  [subject, note, ...fields.flatMap(({ before, after }) => [before, after])].every((text) => text.trim() === '')

/** What is missing before it can be sent, by field of the form; empty when nothing is. */
export function problemsOfDraft(draft: ChangeDraft): Partial<Record<'subject' | 'note' | 'minutes', string>> {
  const { kind, subject, note, minutes } = draft
  return {
    ...(kind === 'FREE_TEXT' && note.trim() === '' ? { note: 'Say what was done.' } : {}),
    ...(kind !== 'FREE_TEXT' && subject.trim() === ''
      ? { subject: kind.startsWith('DID') ? 'Say which number.' : 'Say whose.' }
      : {}),
    ...(/^(\d{1,3}|1[0-3]\d\d|14[0-3]\d|1440)?$/.test(minutes.trim())
      ? {}
      : { minutes: 'Minutes from 0 to 1440, or nothing for the usual.' }),
  }
}

/** The draft as the gateway takes it. Fields that say nothing are left out. */
export function toInput(draft: ChangeDraft, target: { tenantId: string; ticketId: number }): LogChangeInput {
  const { idempotencyKey, kind, subject, fields, note, minutes, statusId } = draft
  const sides = sidesOf(kind)
  const valueOf = (text: string, isThere: boolean) => (isThere && text.trim() !== '' ? text.trim() : null)
  const changed = fields
    .map(({ name, before, after }) => ({
      name: name.trim(),
      before: valueOf(before, sides.before),
      after: valueOf(after, sides.after),
    }))
    .filter(({ name, before, after }) => name !== '' && (before !== null || after !== null))
  return {
    // Not the target as it comes: whatever else stands in it is no part of the input, and would be refused.
    tenantId: target.tenantId,
    ticketId: target.ticketId,
    idempotencyKey,
    note: note.trim() === '' ? null : note.trim(),
    change: kind === 'FREE_TEXT' ? null : { kind, subject: subject.trim(), fields: changed },
    minutes: minutes.trim() === '' ? null : Number(minutes),
    statusId: statusId === '' ? null : Number(statusId),
  }
}
