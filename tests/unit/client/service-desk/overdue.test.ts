import { expect, test } from 'vitest'
import { isOverdue } from '../../../../client/service-desk/overdue.ts'

const now = Date.parse('2026-11-26T14:00:00Z')

test.each([
  ['open past its due date', '2026-11-26T13:59:59Z', null, true],
  ['due at this instant', '2026-11-26T14:00:00Z', null, false],
  ['due later', '2026-11-26T14:00:01Z', null, false],
  ['completed, though too late', '2026-11-20T08:00:00Z', '2026-11-25T08:00:00Z', false],
  ['without a due date', null, null, false],
])('a ticket that is %s: %j, %j, overdue %j', (_, dueAt, completedAt, expected) => {
  expect(isOverdue({ dueAt, completedAt }, now)).toBe(expected)
})
