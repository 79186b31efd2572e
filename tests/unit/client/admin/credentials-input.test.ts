import { describe, expect, test } from 'vitest'
import {
  readBoardStatuses,
  readMembers,
  toCredentials,
  writeBoardStatuses,
  writeMembers,
} from '../../../../client/admin/credentials-input.ts'

describe('statuses by board', () => {
  test('one a line, however people write it', () => {
    expect(readBoardStatuses(' 12 = 345\n\n7:8\n9 10\n')).toEqual({
      values: [
        { boardId: 12, statusId: 345 },
        { boardId: 7, statusId: 8 },
        { boardId: 9, statusId: 10 },
      ],
      problem: null,
    })
  })

  test.each(['12', 'a = 1', '1 = b', '1 = 2 = 3', '-1 = 2'])('%j makes no sense', (line) => {
    expect(readBoardStatuses(`1 = 2\n${line}`).problem).toBe(line)
  })

  test('are written as they are read', () => {
    const values = [{ boardId: 1, statusId: 2 }]

    expect(readBoardStatuses(writeBoardStatuses(values)).values).toEqual(values)
  })
})

describe('members of operators', () => {
  test('one a line', () => {
    const values = [
      { email: 'ann@msp.example', memberIdentifier: 'alee' },
      { email: 'bo+x@msp.example', memberIdentifier: 'b.o-1_2' },
    ]

    expect(readMembers(writeMembers(values))).toEqual({ values, problem: null })
  })

  test.each(['ann = alee', 'ann@msp.example', 'ann@msp.example = sixteen-letters-', 'ann@msp.example = a b'])(
    '%j makes no sense',
    (line) => {
      expect(readMembers(line).problem).toBe(line)
    },
  )
})

test('keys that were left empty stay as they are saved', () => {
  const values = new FormData()
  for (const [name, value] of Object.entries({ baseUrl: ' na.myconnectwise.net ', companyId: 'acme', workRole: ' ' })) {
    values.set(name, value)
  }

  expect(toCredentials('acme', values)).toEqual({
    tenantId: 'acme',
    baseUrl: 'na.myconnectwise.net',
    companyId: 'acme',
    publicKey: '',
    privateKey: '',
    clientId: '',
    defaultTimeMinutes: 15,
    autoUpdateStatus: false,
    defaultStatuses: [],
    defaultMemberIdentifier: null,
    memberMap: [],
    workRole: null,
    workType: null,
  })
})
