import { expect, test } from 'vitest'
import { contactName } from '../../../../client/sales/contact-name.ts'

test.each([
  ['Ada', 'Lovelace', 'Ada Lovelace'],
  ['Ada', null, 'Ada'],
  [null, 'Lovelace', 'Lovelace'],
  [' ', 'Lovelace', 'Lovelace'],
  [null, null, '(no name)'],
  ['\u200B', '', '(no name)'],
])('%j and %j is called %j', (firstName, lastName, name) => {
  expect(contactName({ firstName, lastName })).toBe(name)
})
