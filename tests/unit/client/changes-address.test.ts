import { expect, test } from 'vitest'
import { changesHref, readAddress, type ChangesAddress } from '../../../client/changes/page-address.ts'

test.each<[string, string, ChangesAddress]>([
  ['/changes', '', { tenantId: null, ticketId: null, search: '' }],
  ['/changes/acme', '', { tenantId: 'acme', ticketId: null, search: '' }],
  ['/changes/acme/1042', '', { tenantId: 'acme', ticketId: 1042, search: '' }],
  ['/changes/acme/1042', '?search=%22a%22+%26+b', { tenantId: 'acme', ticketId: 1042, search: '"a" & b' }],
  ['/changes/%E2%9C%93', '', { tenantId: '✓', ticketId: null, search: '' }],
])('%s%s is an address and back', (pathname, query, address) => {
  expect(readAddress(pathname.replace(/^\/changes\/?/, ''), query)).toEqual(address)
  expect(changesHref(address)).toBe(pathname + query)
})

test('a broken escape is taken as it stands', () => {
  expect(readAddress('%E0%A4%A', '').tenantId).toBe('%E0%A4%A')
})
