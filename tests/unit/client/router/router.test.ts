import { expect, test } from 'vitest'
import { splitHref } from '../../../../client/router/router.ts'

test.each([
  ['/', '/', ''],
  ['/sales', '/sales', ''],
  ['/sales?search=a', '/sales', '?search=a'],
  ['/sales?search=who?&sort=name', '/sales', '?search=who?&sort=name'],
  ['/sales??', '/sales', '??'],
  ['/?', '/', '?'],
])('the address %s has its whole query', (href, pathname, search) => {
  expect(splitHref(href)).toEqual({ pathname, search })
})
