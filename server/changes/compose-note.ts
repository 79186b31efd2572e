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

/** Input for composing a note or a time entry. */
export interface NoteInput {
  readonly change: ChangeDetails | null
  readonly text: string | null
  readonly operator: string
  readonly minutes: number
  readonly reference: string
}

const kindLabels: Record<ChangeKind, string> = {
  VOICE_CONFIGURATION_UPDATED: 'Voice configuration changed',
  THREE_CX_USER_CREATED: '3CX user created',
  THREE_CX_USER_UPDATED: '3CX user changed',
  THREE_CX_USER_DELETED: '3CX user deleted',
  DID_CREATED: 'DID created',
  DID_UPDATED: 'DID changed',
  DID_DELETED: 'DID deleted',
}

const notSet = '(not set)'
/** Maximum length of the free text on a time sheet line. */
const summaryLength = 100

/**
 * Composes a note as plain lines without markup: what happened, each field with before and after, the free text, and
 * the operator. The reference in the last line identifies the note (docs/exactly-once.md).
 */
export function composeNote({ change, text, operator, minutes, reference }: NoteInput): string {
  const details = change ? [headline(change), ...change.fields.map(fieldLine)].join('\n') : null
  const time = minutes > 0 ? ` · ${minutes} min` : ''
  const signature = `${signed}${cleanLine(operator)}${time} · Ref ${reference}`
  return [details, text === null ? null : cleanText(text), signature].filter(Boolean).join('\n\n')
}

/**
 * Composes the text of a time entry: a one-line summary, the operator, and the reference. It may appear on an invoice.
 */
export function composeTimeNotes({ change, text, operator, reference }: NoteInput): string {
  const summary = change ? headline(change) : shorten(cleanLine(text ?? ''), summaryLength)
  return [summary, `${cleanLine(operator)} · Ref ${reference}`].filter(Boolean).join('\n')
}

/** What identifies the texts of a change, not the operator and the minutes. */
export const endsOfNote = (change: ComposedTexts) =>
  endsOf(change.note, change.note.lastIndexOf(signed), signed, change)
export const endsOfTimeNotes = (change: ComposedTexts) =>
  endsOf(change.timeNotes, change.timeNotes.lastIndexOf('\n'), '', change)

interface ComposedTexts {
  readonly note: string
  readonly timeNotes: string
  readonly reference: string
}

const endsOf = (text: string, at: number, word: string, { reference }: ComposedTexts) => ({
  start: text.slice(0, Math.max(0, at)) + word,
  end: `· Ref ${reference}`,
})

const signed = 'Logged by '

const headline = ({ kind, subject }: ChangeDetails) => `${kindLabels[kind]}: ${cleanLine(subject)}`

const fieldLine = ({ name, before, after }: ChangedField) => `${cleanLine(name)}: ${value(before)} → ${value(after)}`

/** Keeps multi-line values, indented below the field's name. */
const value = (text: string | null | undefined) => cleanText(text ?? '').replaceAll('\n', '\n  ') || notSet
