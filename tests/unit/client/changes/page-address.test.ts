import { expect, test } from 'vitest'
import { pageHref, readAddress } from '../../../../client/changes/page-address.ts'
import type { PageState } from '../../../../client/changes/page-state.ts'

test.each<[string, string, PageState]>([
  ['/changes', '', { tenantId: null, ticketId: null, search: '' }],
  ['/changes/acme', '', { tenantId: 'acme', ticketId: null, search: '' }],
  ['/changes/acme/1042', '', { tenantId: 'acme', ticketId: 1042, search: '' }],
  ['/changes/acme/1042', '?search=%22a%22+%26+b', { tenantId: 'acme', ticketId: 1042, search: '"a" & b' }],
  ['/changes/%E2%9C%93', '', { tenantId: '✓', ticketId: null, search: '' }],
])('%s%s is an address and back', (pathname, search, state) => {
  const rest = pathname.replace(/^\/changes\/?/, '')
  expect(readAddress({ rest, search })).toEqual({ state, notices: [] })
  expect(pageHref(state)).toBe(pathname + search)
})

test('a broken escape is taken as it stands', () => {
  expect(readAddress({ rest: '%E0%A4%A', search: '' }).state.tenantId).toBe('%E0%A4%A')
})
