import { expect, test } from 'vitest'
import { summarise } from '../../../../client/admin/connection-words.ts'
import { withBoardStatus } from '../../../../client/admin/credentials-input.ts'

const areas = ['Address', 'Sign-in', 'Service tickets: read', 'Notes: read', 'Members: read']
const states = { O: 'OK', F: 'FAILED', S: 'SKIPPED' } as const
const checksOf = (letters: string) =>
  Array.from(letters).map((letter, n) => ({ area: areas[n]!, state: states[letter as keyof typeof states] }))

test.each([
  ['OOOOO', 'All checks passed.'],
  ['OOOSO', 'All other checks passed (1 check skipped).'],
  ['FSSSS', 'Connection failed: address unreachable (4 checks skipped).'],
  ['OFSSS', 'Connection failed: sign-in refused (3 checks skipped).'],
  ['OSFSS', 'Connection failed: Service tickets: read (3 checks skipped).'],
  ['OOOOF', '1 of 5 checks failed.'],
  ['OOFSF', '2 of 5 checks failed (1 check skipped).'],
])('checks that came out as %s are told in one sentence', (letters, words) => {
  expect(summarise(checksOf(letters))).toBe(words)
})

test('a choice replaces that of its board alone, and none takes it out', () => {
  const saved = [
    { boardId: 1, statusId: 2 },
    { boardId: 9, statusId: 8 },
  ]

  expect(withBoardStatus(saved, 1, 3)).toEqual([
    { boardId: 9, statusId: 8 },
    { boardId: 1, statusId: 3 },
  ])
  expect(withBoardStatus(saved, 1, null)).toEqual([{ boardId: 9, statusId: 8 }])
})
