import { expect, test } from 'vitest'
import { refusalOf } from '../../../../client/page/refusal.ts'

const problem = (code: string, field: string) => ({
  title: 'You don’t have access',
  advice: 'Ask an administrator for the Viewer role.',
  code,
  field,
  requestId: null,
  retryAfterSeconds: null,
  remedy: null,
})
const forbidden = problem('FORBIDDEN', 'tickets')
const down = problem('VENDOR_UNAVAILABLE', 'summary')

test.each([
  ['all of it is forbidden', [forbidden, problem('FORBIDDEN', 'summary')], false, forbidden],
  ['something arrived', [forbidden], true, null],
  ['something else is wrong as well', [forbidden, down], false, null],
  ['a vendor is down', [down], false, null],
  ['nothing is wrong', [], false, null],
])('a page is refused or not when %s', (_, problems, hasContent, refusal) => {
  expect(refusalOf(problems, hasContent)).toBe(refusal)
})
