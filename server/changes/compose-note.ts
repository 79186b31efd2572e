import { cleanLine, cleanText, shorten } from './clean-text.ts'
import type { ChangeKind } from './change-record.ts'

/** What was changed, as the SDL's `ChangeDetailsInput`. */
export interface ChangeDetails {
  readonly kind: ChangeKind
  readonly subject: string
  readonly fields: readonly ChangedField[]
}

export interface ChangedField {
  readonly name: string
  readonly before?: string | null | undefined
  readonly after?: string | null | undefined
}

/** What a note or a time entry is composed from. */
export interface Story {
  readonly change: ChangeDetails | null
  readonly text: string | null
  readonly operator: string
  readonly minutes: number
  readonly reference: string
}

const happenings: Record<ChangeKind, string> = {
  VOICE_CONFIGURATION_UPDATED: 'Voice configuration changed',
  THREE_CX_USER_CREATED: '3CX user created',
  THREE_CX_USER_UPDATED: '3CX user changed',
  THREE_CX_USER_DELETED: '3CX user deleted',
  DID_CREATED: 'DID created',
  DID_UPDATED: 'DID changed',
  DID_DELETED: 'DID deleted',
}

const notSet = '(not set)'
/** Of a free text as much as fits on a line of a time sheet. */
const summaryLength = 100

/**
 * The whole text of a note, in lines that read well without any markup: what happened, each field with before and after,
 * the free text, and who logged it. The reference in the last line is what the note is known by (docs/exactly-once.md).
 */
export function composeNote({ change, text, operator, minutes, reference }: Story): string {
  const details = change ? [headline(change), ...change.fields.map(fieldLine)].join('\n') : null
  const time = minutes > 0 ? ` · ${minutes} min` : ''
  const signature = `Logged by ${cleanLine(operator)}${time} · Ref ${reference}`
  return [details, text === null ? null : cleanText(text), signature].filter(Boolean).join('\n\n')
}

/** What the time entry says: what happened in a line, who did it, and the reference. It may stand on an invoice. */
export function composeTimeNotes({ change, text, operator, reference }: Story): string {
  const summary = change ? headline(change) : shorten(cleanLine(text ?? ''), summaryLength)
  return [summary, `${cleanLine(operator)} · Ref ${reference}`].filter(Boolean).join('\n')
}

const headline = ({ kind, subject }: ChangeDetails) => `${happenings[kind]}: ${cleanLine(subject)}`

const fieldLine = ({ name, before, after }: ChangedField) => `${cleanLine(name)}: ${value(before)} → ${value(after)}`

/** Values of several lines stay so, set in from the field's name. */
const value = (text: string | null | undefined) => cleanText(text ?? '').replaceAll('\n', '\n  ') || notSet
