import type { WireNote, WireTimeEntry } from '../oracle/connectwise/state.ts'
import { referenceOf } from './evidence.ts'
import type { Asked, Evidence, Problem } from './evidence.ts'

type Say = (kind: Problem['kind'], what: string) => void

/** Whether the note says all that was asked for, by whom, and what the graph says it says, on the right ticket. */
export function checkNote(note: WireNote, asked: Asked, { listed, operator }: Evidence, say: Say): void {
  const { planned } = asked
  const { tenantId, ticketId } = planned.input
  const text = note.text ?? ''
  const reference = referenceOf(asked) ?? 'no reference'
  if (note.ticketId !== ticketId) say('wrong', `note on ticket ${note.ticketId}, not ${ticketId}`)
  for (const wanted of [...planned.texts, operator, reference]) {
    if (!text.includes(wanted)) say('wrong', `note without ${JSON.stringify(wanted)}: ${JSON.stringify(text)}`)
  }
  const told = listed[tenantId]?.find(({ id }) => id === asked.changeIds[0])?.note
  if (told !== text) say('wrong', `note ${JSON.stringify(text)}, but the graph says ${JSON.stringify(told)}`)
  const author = note.member?.identifier
  if (author !== planned.memberIdentifier) say('wrong', `note by ${author}, not ${planned.memberIdentifier}`)
}

/** Whether the time entry has the hours, the whole second of its start near the moment of asking, and the member. */
export function checkTimeEntry(entry: WireTimeEntry, asked: Asked, say: Say): void {
  const { planned, from, to } = asked
  const hours = Math.round((planned.minutes / 60) * 100) / 100
  if (entry.actualHours !== hours) say('wrong', `${entry.actualHours} hours, not ${hours}`)
  const start = Date.parse(entry.timeStart)
  const end = Date.parse(entry.timeEnd ?? '')
  if (end - start !== planned.minutes * 60_000) say('wrong', `time from ${entry.timeStart} to ${entry.timeEnd}`)
  // It may be the minutes before the change was logged, or those after it.
  const slackMs = 2_000
  if (start < from - planned.minutes * 60_000 - slackMs || start > to + slackMs) {
    say('wrong', `time begins ${entry.timeStart}, logged ${new Date(from).toISOString()}`)
  }
  const member = entry.member?.identifier
  if (member !== planned.memberIdentifier) say('wrong', `time of ${member}, not ${planned.memberIdentifier}`)
}
