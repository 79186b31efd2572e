import { expect, test } from 'vitest'
import { countRows } from '../../../../server/graphql/execution/count-rows.ts'

test.each<[string, Record<string, unknown> | null, number]>([
  ['nothing', null, 0],
  ['null', { ticket: null }, 0],
  ['an object', { ticket: { id: '1' } }, 1],
  ['a list', { tenants: [{ id: '1' }, { id: '2' }] }, 2],
  ['a page, whose rows are there twice', { tickets: { nodes: [1, 2], edges: [1, 2] } }, 2],
  ['an empty page', { tickets: { nodes: [], pageInfo: { hasNextPage: false } } }, 0],
  ['a page inside', { tenant: { connectWise: { changes: { nodes: [1, 2, 3] } } } }, 3],
  ['lists inside of rows', { tickets: { nodes: [{ timeEntries: [1, 2, 3] }] } }, 1],
  ['several fields', { a: { nodes: [1] }, b: [1, 2], c: { id: 1 } }, 4],
])('the rows of %s', (_, data, rows) => {
  expect(countRows(data)).toBe(rows)
})
