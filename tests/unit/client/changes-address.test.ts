import { expect, test } from 'vitest'
import { changesHref, readAddress, type ChangesAddress } from '../../../client/changes/page-address.ts'

test.each<[string, string, ChangesAddress]>([
  ['/changes', '', { tenantId: null, ticketId: null, search: '' }],
  ['/changes/acme', '', { tenantId: 'acme', ticketId: null, search: '' }],
  ['/changes/acme/1042', '', { tenantId: 'acme', ticketId: 1042, search: '' }],
  ['/changes/acme/1042', '?search=%22a%22+%26+b', { tenantId: 'acme', ticketId: 1042, search: '"a" & b' }],
  ['/changes/%E2%9C%93', '', { tenantId: '✓', ticketId: null, search: '' }],
])('%s%s is an address and back', (pathname, query, address) => {
  expect(readAddress(pathname, query)).toEqual(address)
  expect(changesHref(address)).toBe(pathname + query)
})

test.each(['/', '/change', '/changes/acme/x', '/changes/acme/1/2', '/changes/acme/12345678901'])(
  '%s is none of this page',
  (pathname) => {
    expect(readAddress(pathname, '')).toBe(null)
  },
)

test('a broken escape is taken as it stands', () => {
  expect(readAddress('/changes/%E0%A4%A', '')?.tenantId).toBe('%E0%A4%A')
})
