import { excerpt } from '../errors/excerpt.ts'
import type { Arguments } from './tool.ts'

/** Days of an answer. */
export interface ScopeDays {
  readonly from: string
  readonly to: string
  readonly timeZone: string
}

type Words = Readonly<Record<string, readonly string[]>>

/** Days in words: `from 2026-11-01 to 2026-11-30 (days in Europe/Berlin)`. */
export const daysInWords = ({ from, to, timeZone }: ScopeDays): string =>
  from === to ? `on ${from} (a day in ${timeZone})` : `from ${from} to ${to} (days in ${timeZone})`

/** `A`, `A or B`, `A, B or C`. Of many the first. */
export function anyOf(words: readonly string[]): string {
  const shown = words.slice(0, 8).map((word) => excerpt(word, 60))
  const left = words.length - shown.length
  const all = left > 0 ? [...shown, `${left} others`] : shown
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`
}

/** A text of the caller, in quotes. */
export const quoteText = (text: unknown): string => JSON.stringify(excerpt(String(text), 100))

/** The filter of a tool for tickets, in words: `of company Contoso, with priority High`. Empty without any. */
export function ticketFilterInWords(input: Arguments, words: Words): string {
  const { status, priority, company, assignee } = words
  const { state, overdue, unassigned, text, number, updatedSince } = input
  const parts = [
    state === 'OPEN' && 'open',
    state === 'COMPLETED' && 'completed',
    overdue === true && 'overdue',
    overdue === false && 'not overdue',
    number !== undefined && `with number ${quoteText(number)}`,
    company && `of ${anyOf(company)}`,
    status && `with status ${anyOf(status)}`,
    priority && `with priority ${anyOf(priority)}`,
    assigneeInWords(assignee, unassigned),
    text !== undefined && `whose number or title contains ${quoteText(text)}`,
    typeof updatedSince === 'string' && `with activity since ${updatedSince}`,
  ]
  return parts.filter(Boolean).join(', ')
}

function assigneeInWords(assignee: readonly string[] | undefined, unassigned: unknown): string | null {
  if (unassigned === true) return assignee ? `assigned to ${anyOf([...assignee, 'no person'])}` : 'unassigned'
  if (assignee) return `assigned to ${anyOf(assignee)}`
  return unassigned === false ? 'assigned to a person' : null
}

const dateWords: Readonly<Record<string, string>> = {
  CREATED: 'created',
  COMPLETED: 'completed',
  DUE: 'due',
  LAST_ACTIVITY: 'with their last activity',
}

/** The tickets that a list or count is about. */
export function ticketsInWords(input: Arguments, words: Words, range: ScopeDays | null): string {
  const { dateField = 'CREATED' } = input
  const dates = range
    ? `${dateWords[String(dateField)]} ${daysInWords(range)}`
    : input['text'] !== undefined && !isWhateverAge(input)
      ? 'created in the last 25 months'
      : 'whatever their age'
  const filter = ticketFilterInWords(input, words)
  return ['Tickets of the reactive service board (Autotask)', filter, dates].filter(Boolean).join(', ')
}

const isWhateverAge = ({ state, overdue, number, updatedSince }: Arguments) =>
  state === 'OPEN' || overdue === true || number !== undefined || updatedSince !== undefined

/** How many there are, and how many of them are listed. */
export function listedInWords(total: number, shown: number): string {
  if (total === 0) return 'there are none'
  return shown === total ? `${total} in all, all listed` : `${total} in all, ${shown} of them listed`
}

const orderWords: Readonly<Record<string, readonly [descending: string, ascending: string]>> = {
  CREATED: ['newest first', 'oldest first'],
  COMPLETED: ['completed last first', 'completed first first'],
  DUE: ['due last first', 'due first first'],
  LAST_ACTIVITY: ['latest activity first', 'oldest activity first'],
  PRIORITY: ['least urgent first', 'most urgent first'],
  STATUS: ['by status, last first', 'by status'],
  NUMBER: ['by number, last first', 'by number'],
  AMOUNT: ['largest amount first', 'smallest amount first'],
  CLOSE_DATE: ['latest close date first', 'earliest close date first'],
  NAME: ['by name, last first', 'by name'],
}

export const orderInWords = ({ sortBy, direction }: Arguments): string =>
  (orderWords[String(sortBy)] ?? ['', ''])[direction === 'ASC' ? 1 : 0]

const dealStates: Readonly<Record<string, string>> = {
  OPEN: 'open',
  CLOSED_OTHER: 'closed, neither won nor lost',
  WON: 'won',
  LOST: 'lost',
}

/** The deals that a list is about. */
export function dealsInWords({ state, text }: Arguments, { pipeline, stage }: Words, period: ScopeDays | null): string {
  const parts = [
    'Deals of the CRM (HubSpot) that are not archived',
    typeof state === 'string' && dealStates[state],
    pipeline && `in pipeline ${anyOf(pipeline)}`,
    stage && `in stage ${anyOf(stage)}`,
    text !== undefined && `whose name contains ${quoteText(text)}`,
    period && `with a close date ${daysInWords(period)}`,
  ]
  return parts.filter(Boolean).join(', ')
}
