import { toBoolean, toNumber, toObject, type WireRow } from '../kit/wire.ts'
import { toId, toInstant } from './wire.ts'

/*
 * Whether a record is the one that was written. What tells it is the whole of it, not the reference alone: another text
 * may well contain that, such as a note about a change that failed. Text, place and times that ConnectWise shows have to
 * agree; what a role hides is no contradiction. Differences are allowed only where ConnectWise is known to make them (fact sheet 3.2, 3.3).
 */

/** A note as it is sent. */
export interface SentNote {
  /** The full text, unique because of the reference in it. */
  readonly text: string
  /** False: visible to the customer. */
  readonly internal: boolean
  /** Author of the note; null: the API member. */
  readonly memberIdentifier: string | null
}

/** A time entry as it is sent. */
export interface SentTime {
  /** The full text, unique because of the reference in it. */
  readonly notes: string
  /** Epoch milliseconds, whole seconds only. */
  readonly startedAt: number
  readonly minutes: number
  readonly memberIdentifier: string | null
}

/** Criteria to exclude records. */
interface Exclusion {
  /** When it was logged, in epoch milliseconds, whenever its work began: it cannot have been written before. */
  readonly since: number
  /** ConnectWise ids known to be other records. */
  readonly notThese: ReadonlySet<number>
  /**
   * Set where it may have been written for an earlier request that was forgotten, which then asked for the same, but may
   * have had another operator, time and length. Without it, all has to agree.
   */
  readonly ends?: TextEnds | undefined
}

/** How a text begins and ends; what is in between may differ. */
export interface TextEnds {
  readonly start: string
  /** Unique because of the reference in it. */
  readonly end: string
}

export type WrittenNote = SentNote & Exclusion
export type WrittenTime = SentTime & Exclusion

/** `hidden`: it has no text, and would be the one that was written if a role hides texts. */
export type Recognition = 'ours' | 'other' | 'hidden'

/** Wire names to request. */
export const recognisedNoteFields = [
  'id',
  'text',
  'internalAnalysisFlag',
  'detailDescriptionFlag',
  'member',
  'dateCreated',
  '_info',
]
export const recognisedTimeFields = ['id', 'notes', 'timeStart', 'timeEnd', 'actualHours', 'member', 'dateEntered']

export function recogniseNote(row: WireRow, note: WrittenNote): Recognition {
  const text = row['text']
  // A note may be in further tabs of the ticket too, but never leaves the tab it was written to by itself.
  const isHere = toBoolean(row[note.internal ? 'internalAnalysisFlag' : 'detailDescriptionFlag'])
  if (isHere === false || isKnown(row, note)) return 'other'
  if (typeof text === 'string') return isOurText(text, note.text, note) ? 'ours' : 'other'
  return isOfAnother(row, note) || isFromBefore(row, note) ? 'other' : 'hidden'
}

export function recogniseTimeEntry(row: WireRow, time: WrittenTime): Recognition {
  const { startedAt, minutes } = time
  const text = row['notes']
  const [start, end] = [toInstant(row['timeStart']), toInstant(row['timeEnd'])]
  const hours = toNumber(row['actualHours'])
  const isElsewhen = start !== null && start !== startedAt
  const endsElsewhen = end !== null && end !== startedAt + minutes * 60_000
  // Hours are stored with two decimals, truncated or rounded.
  const isLonger = hours !== null && Math.abs(hours - minutes / 60) >= 0.01
  const isAtOtherTimes = time.ends === undefined && (isElsewhen || endsElsewhen || isLonger)
  if (isAtOtherTimes || isKnown(row, time)) return 'other'
  if (typeof text === 'string') return isOurText(text, time.notes, time) ? 'ours' : 'other'
  return isOfAnother(row, time) || isFromBefore(row, time) ? 'other' : 'hidden'
}

/** Maximum clock skew between the gateway and ConnectWise, in milliseconds. */
const clockSlackMs = 24 * 3_600_000

/** Whether a row shows that it was written before what is looked for was logged. */
function isFromBefore(row: WireRow, { since }: Pick<Exclusion, 'since'>): boolean {
  const at =
    toInstant(row['dateCreated']) ?? toInstant(row['dateEntered']) ?? toInstant(toObject(row['_info'])['dateEntered'])
  return at !== null && at < since - clockSlackMs
}

/**
 * Whether rows that were asked for by falling id have come to a time before what is looked for was logged, so that it is on
 * no further page. Rows in another order say nothing of those behind them; neither does one alone.
 */
export function isPast(rows: readonly WireRow[], written: Pick<Exclusion, 'since'>): boolean {
  const ids = rows.map(({ id }) => toId(id))
  const isFalling = ids.every((id, index) => id !== null && (index === 0 || id < (ids[index - 1] ?? 0)))
  return rows.length > 1 && isFalling && rows.every((row) => isFromBefore(row, written))
}

function isKnown(row: WireRow, { notThese }: Exclusion): boolean {
  const id = toId(row['id'])
  return id !== null && notThese.has(id)
}

/**
 * Whether another member is shown. ConnectWise may credit the API member with what was written for another, so that
 * never rules out a record with the whole text; it only narrows down those that hide theirs.
 */
function isOfAnother(row: WireRow, { memberIdentifier }: SentNote | SentTime): boolean {
  const member = toObject(row['member'])['identifier']
  if (memberIdentifier === null || typeof member !== 'string' || member === '') return false
  return member.toLowerCase() !== memberIdentifier.toLowerCase()
}

function isOurText(text: string, written: string, { ends }: Exclusion): boolean {
  const essence = essenceOf(text)
  if (ends === undefined) return essence === essenceOf(written)
  const [start, end] = [essenceOf(ends.start), essenceOf(ends.end)]
  const between = essence.length - start.length - end.length
  return between >= 0 && between <= longestBetween && essence.startsWith(start) && essence.endsWith(end)
}

/** Maximum length of what may differ in the middle of a text: an operator's name, and the minutes. */
const longestBetween = 300

/**
 * Normalizes what ConnectWise has been observed to change in a text: line breaks become others or blanks, ends are
 * trimmed, and in markdown texts, markup is added or escaped (fact sheet 3.2).
 */
const essenceOf = (text: string) =>
  text
    .replaceAll(/[\\*_~`#>]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
