import type { SaveConnectWiseCredentialsInput } from '../graphql/types.gen.ts'
import { textOf } from './form-values.ts'

/** The lists of the form are text, one entry a line. */
export interface Lines<T> {
  readonly values: readonly T[]
  /** The first line that does not parse; null when all do. */
  readonly problem: string | null
}

/** The status that is set on tickets of a board, both by their ids. */
export interface BoardStatusChoice {
  readonly boardId: number
  readonly statusId: number
}

/** `12 = 345` a line: board and status. */
export function readBoardStatuses(text: string): Lines<BoardStatusChoice> {
  return readLines(text, (line) => {
    const [, board, status] = /^(\d{1,10})\s*[=:,\s]\s*(\d{1,10})$/.exec(line) ?? []
    return isId(board) && isId(status) ? { boardId: Number(board), statusId: Number(status) } : null
  })
}

/** ConnectWise's ids are 32-bit. */
const isId = (text: string | undefined) => text !== undefined && Number(text) < 2 ** 31

/** `ann@msp.example = alee` a line: e-mail address and member. */
export function readMembers(text: string): Lines<{ email: string; memberIdentifier: string }> {
  return readLines(text, (line) => {
    const [, email, memberIdentifier] = /^([^\s=,]+@[^\s=,]+)\s*[=,\s]\s*([\w.-]{1,15})$/.exec(line) ?? []
    return email && memberIdentifier ? { email, memberIdentifier } : null
  })
}

function readLines<T>(text: string, read: (line: string) => T | null): Lines<T> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const entries = lines.map((line) => ({ line, value: read(line) }))
  return {
    values: entries.flatMap(({ value }) => (value === null ? [] : [value])),
    problem: entries.find(({ value }) => value === null)?.line ?? null,
  }
}

/** The choices with another status for one board; null takes the board out. Other boards stay, also those not shown. */
export function withBoardStatus(
  choices: readonly BoardStatusChoice[],
  boardId: number,
  statusId: number | null,
): BoardStatusChoice[] {
  const others = choices.filter((choice) => choice.boardId !== boardId)
  return statusId === null ? others : [...others, { boardId, statusId }]
}

export const writeBoardStatuses = (values: readonly BoardStatusChoice[]): string =>
  values.map(({ boardId, statusId }) => `${boardId} = ${statusId}`).join('\n')

export const writeMembers = (values: readonly { email: string; memberIdentifier: string }[]): string =>
  values.map(({ email, memberIdentifier }) => `${email} = ${memberIdentifier}`).join('\n')

/** The form's values as the mutation's input. Keys left empty keep their saved values. */
export function toCredentials(tenantId: string, values: FormData): SaveConnectWiseCredentialsInput {
  const text = (name: string) => textOf(values, name)
  const orNull = (name: string) => text(name) || null
  return {
    tenantId,
    baseUrl: text('baseUrl'),
    companyId: text('companyId'),
    publicKey: text('publicKey'),
    privateKey: text('privateKey'),
    clientId: text('clientId'),
    defaultTimeMinutes: text('defaultTimeMinutes') === '' ? 15 : Number(text('defaultTimeMinutes')),
    autoUpdateStatus: values.get('autoUpdateStatus') === 'on',
    defaultStatuses: readBoardStatuses(text('defaultStatuses')).values,
    defaultMemberIdentifier: orNull('defaultMemberIdentifier'),
    memberMap: readMembers(text('memberMap')).values,
    workRole: orNull('workRole'),
    workType: orNull('workType'),
  }
}
