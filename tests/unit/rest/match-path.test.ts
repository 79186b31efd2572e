import { expect, test } from 'vitest'
import { endpoints } from '../../../server/rest/endpoints.ts'
import { createPathMatcher } from '../../../server/rest/match-path.ts'
import { restPathOf } from '../../../server/rest/rest-path.ts'

const find = createPathMatcher(endpoints)
const base = '/api/admin/tenant'

test.each([
  ['/api/autotask/tickets', ['GET'], {}],
  [`${base}/acme/connectwise/credentials`, ['GET', 'POST'], { tenantId: 'acme' }],
  [`${base}/a%20b/connectwise/enabled`, ['GET'], { tenantId: 'a b' }],
  [`${base}/acme/connectwise/tickets/search`, ['GET'], { tenantId: 'acme' }],
  [`${base}/acme/connectwise/tickets/12`, ['GET'], { tenantId: 'acme', ticketId: '12' }],
  [`${base}/acme/connectwise/tickets/12/status`, ['PATCH'], { tenantId: 'acme', ticketId: '12' }],
])('%s is found', (path, methods, parameters) => {
  const match = find(path)

  expect(match?.parameters).toEqual(parameters)
  expect([...(match?.methods.keys() ?? [])]).toEqual(methods)
})

test.each([
  '/api/autotask/tickets/',
  '/api/autotask',
  `${base}//connectwise/enabled`,
  `${base}/%ff/connectwise/enabled`,
])('%s is not there', (path) => {
  expect(find(path)).toBeNull()
})

test('paths are found below another program’s', () => {
  expect(restPathOf('/msp/api/hubspot/stats')).toBe('/api/hubspot/stats')
  expect(restPathOf('/msp/api/openapi.json')).toBe('/api/openapi.json')
  expect(restPathOf('/msp/graphql')).toBeNull()
})
