import { expect, test } from 'vitest'
import { readPost } from '../../../server/operations/graphql-call.ts'
import { createOperationNames } from '../../../server/operations/operation-names.ts'
import type { OperationRequest } from '../../../server/operations/operation-request.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'

const known = new Map([['hash', 'query TicketsPage($id: ID!) { ...A }\n\nfragment A on Query { query }']])
const request = {} as OperationRequest
const trusted = { isTrusted: true } as OperationRequest
const call = (fields: object) => readPost(JSON.stringify(fields))
const hashOf = (sha256Hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } })

test('an operation has a name if it is one of the gateway’s own', () => {
  const nameOf = createOperationNames(known)
  expect(nameOf(request, call(hashOf('hash')))).toBe('TicketsPage')
  expect(nameOf(trusted, call({ query: 'query RestA { a }', operationName: 'RestA' }))).toBe('RestA')
  for (const fields of [
    hashOf('another'),
    hashOf(['hash']),
    hashOf('__proto__'),
    { operationName: 'TicketsPage', query: 'query TicketsPage { a }' },
    { extensions: null },
    {},
  ]) {
    expect(nameOf(request, call(fields))).toBeNull()
  }
})

test('10,000 operations of odd names are one series', async () => {
  const nameOf = createOperationNames(known)
  const { operationCounts, registry } = createMetrics()
  for (let nth = 0; nth < 10_000; nth++) {
    const operationName = `Odd${nth}"\n\u202e${'é'.repeat(nth % 50)}`
    const asked = call({ operationName, query: `query ${operationName} { a }`, ...hashOf(String(nth)) })
    operationCounts.of(nameOf(request, asked)).answered(nth % 3 === 0 ? [`CODE_${nth}`] : [], 0.01)
  }
  const text = await registry.metrics()
  const names = [...text.matchAll(/operation="([^"]*)"/g)].map(([, name]) => name)
  expect(new Set(names)).toEqual(new Set(['other']))
  expect(text).toContain('gateway_graphql_operation_seconds_count{operation="other"} 10000')
  expect(text).toContain('gateway_graphql_errors_total{code="INTERNAL_SERVER_ERROR"} 3334')
  expect(text).not.toContain('CODE_')
})

test('an operation with several errors of a code counts once for it', async () => {
  const { operationCounts, registry } = createMetrics()
  operationCounts.of('A').answered(['FORBIDDEN', 'FORBIDDEN', 'NOT_FOUND'], 0.01)
  operationCounts.refused('TOO_MANY_REQUESTS')
  const text = await registry.metrics()
  for (const line of [
    'gateway_graphql_operations_total{operation="A",outcome="errors"} 1',
    'gateway_graphql_operations_total{operation="other",outcome="refused"} 1',
    'gateway_graphql_errors_total{code="FORBIDDEN"} 1',
    'gateway_graphql_errors_total{code="NOT_FOUND"} 1',
    'gateway_graphql_errors_total{code="TOO_MANY_REQUESTS"} 1',
    'gateway_graphql_errors_total{code="INTERNAL_SERVER_ERROR"} 0',
  ]) {
    expect(text).toContain(line)
  }
})
