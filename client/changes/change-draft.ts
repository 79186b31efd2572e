import type { ChangeKind, LogChangeInput } from '../graphql/types.gen.ts'

/** One changed setting, as entered in the form. */
export interface DraftField {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** An unsent change. Text is kept as typed and parsed on submit. */
export interface ChangeDraft {
  /** The idempotency key. Stays the same until the gateway accepts the draft, so that repeated sends are one change. */
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

/** Whether a change type has a value before and after: an addition has none before, a deletion none after. */
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

/** The draft with a new idempotency key, unrelated to what was sent with the old one. */
export const asAnotherChange = (draft: ChangeDraft): ChangeDraft => ({ ...draft, idempotencyKey: crypto.randomUUID() })

/** The draft with another change type: fields that were filled in stay, empty suggested fields are replaced. */
export function withKind(draft: ChangeDraft, kind: ChangeDraft['kind']): ChangeDraft {
  const filled = draft.fields.filter(({ before, after }) => before.trim() !== '' || after.trim() !== '')
  const suggested = emptyFields(kind).filter(({ name }) => !filled.some((field) => field.name === name))
  return { ...draft, kind, fields: [...filled, ...suggested] }
}

/** Whether the draft has content worth keeping. */
export const isBlank = ({ subject, fields, note }: ChangeDraft): boolean =>
  [subject, note, ...fields.flatMap(({ before, after }) => [before, after])].every((text) => text.trim() === '')

/** Validation errors by form field; empty when the draft can be sent. */
export function problemsOfDraft(draft: ChangeDraft): Partial<Record<'subject' | 'note' | 'minutes', string>> {
  const { kind, subject, note, minutes } = draft
  return {
    ...(kind === 'FREE_TEXT' && note.trim() === '' ? { note: 'Describe the work performed.' } : {}),
    ...(kind !== 'FREE_TEXT' && subject.trim() === ''
      ? { subject: kind.startsWith('DID') ? 'Enter a DID number.' : 'Enter a user or extension.' }
      : {}),
    ...(/^(\d{1,3}|1[0-3]\d\d|14[0-3]\d|1440)?$/.test(minutes.trim())
      ? {}
      : { minutes: 'Minutes from 0 to 1440, or blank for the tenant default.' }),
  }
}

/** The draft as the mutation's input, without empty fields. */
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
    // Copy the fields one by one: any other property of the target is not part of the input and would be rejected.
    tenantId: target.tenantId,
    ticketId: target.ticketId,
    idempotencyKey,
    note: note.trim() === '' ? null : note.trim(),
    change: kind === 'FREE_TEXT' ? null : { kind, subject: subject.trim(), fields: changed },
    minutes: minutes.trim() === '' ? null : Number(minutes),
    statusId: statusId === '' ? null : Number(statusId),
  }
}
