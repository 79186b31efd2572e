import type { SaveConnectWiseCredentialsInput } from '../graphql/types.gen.ts'
import { textOf } from './form-values.ts'

/** The lists of the form are text, one entry a line. */
export interface Lines<T> {
  readonly values: readonly T[]
  /** The first line that makes no sense; null when all do. */
  readonly problem: string | null
}

/** `12 = 345` a line: board and status. */
export function readBoardStatuses(text: string): Lines<{ boardId: number; statusId: number }> {
  return readLines(text, (line) => {
    const [, board, status] = /^(\d{1,9})\s*[=:,\s]\s*(\d{1,9})$/.exec(line) ?? []
    return board && status ? { boardId: Number(board), statusId: Number(status) } : null
  })
}

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

export const writeBoardStatuses = (values: readonly { boardId: number; statusId: number }[]): string =>
  values.map(({ boardId, statusId }) => `${boardId} = ${statusId}`).join('\n')

export const writeMembers = (values: readonly { email: string; memberIdentifier: string }[]): string =>
  values.map(({ email, memberIdentifier }) => `${email} = ${memberIdentifier}`).join('\n')

/** What the form says, as the gateway takes it. Keys that were left empty stay as they are saved. */
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
