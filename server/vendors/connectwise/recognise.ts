import type { WireRow } from './client.ts'
import { toBoolean, toId, toInstant, toNumber, toObject } from './wire.ts'

/*
 * Decides whether a record is the one that was written. Compares the whole record rather than the reference alone:
 * other texts may contain that, such as a note about a failed change. Every visible field must match; fields hidden by
 * a role do not contradict. Differences are allowed only where ConnectWise is known to make them (fact sheet 3.2, 3.3).
 */

/** A note as it was sent, and criteria to exclude records. */
export interface WrittenNote {
  /** The full text, unique because of the reference in it. */
  readonly text: string
  readonly internal: boolean
  /** Null: the API member's own. */
  readonly memberIdentifier: string | null
  /** When it was logged, in epoch milliseconds: it cannot have been written before. */
  readonly since: number
  /** ConnectWise ids known to be other records. */
  readonly notThese: ReadonlySet<number>
}

/** A time entry as it was sent, and criteria to exclude records. */
export interface WrittenTime {
  /** The full text, unique because of the reference in it. */
  readonly notes: string
  /** Epoch milliseconds, whole seconds only. */
  readonly startedAt: number
  readonly minutes: number
  readonly memberIdentifier: string | null
  readonly notThese: ReadonlySet<number>
}

/** `hidden`: it may be the one that was written, but its text is not visible. */
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
export const recognisedTimeFields = ['id', 'notes', 'timeStart', 'timeEnd', 'actualHours', 'member']

export function recogniseNote(row: WireRow, note: WrittenNote): Recognition {
  const text = row['text']
  // A note may be in further tabs of the ticket too, but never leaves the tab it was written to by itself.
  const isHere = toBoolean(row[note.internal ? 'internalAnalysisFlag' : 'detailDescriptionFlag'])
  if (isHere === false || isOther(row, note)) return 'other'
  if (typeof text === 'string') return isSameText(text, note.text) ? 'ours' : 'other'
  const at = toInstant(row['dateCreated']) ?? toInstant(toObject(row['_info'])['dateEntered'])
  return at === null || at >= note.since - clockSlackMs ? 'hidden' : 'other'
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
  if (isElsewhen || endsElsewhen || isLonger || isOther(row, time)) return 'other'
  if (typeof text !== 'string') return 'hidden'
  return isSameText(text, time.notes) ? 'ours' : 'other'
}

/** Maximum clock skew between the gateway and ConnectWise, in milliseconds. */
const clockSlackMs = 24 * 3_600_000

function isOther(row: WireRow, { memberIdentifier, notThese }: WrittenNote | WrittenTime): boolean {
  const id = toId(row['id'])
  if (id !== null && notThese.has(id)) return true
  const member = toObject(row['member'])['identifier']
  if (memberIdentifier === null || typeof member !== 'string' || member === '') return false
  return member.toLowerCase() !== memberIdentifier.toLowerCase()
}

const isSameText = (one: string, other: string) => essenceOf(one) === essenceOf(other)

/**
 * Normalizes what ConnectWise has been observed to change in a text: line breaks become others or blanks, ends are
 * trimmed, and in markdown texts, markup is added or escaped (fact sheet 3.2).
 */
const essenceOf = (text: string) =>
  text
    .replaceAll(/[\\*_~`#>]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
