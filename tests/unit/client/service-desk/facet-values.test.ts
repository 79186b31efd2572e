import { expect, test } from 'vitest'
import { assigneeValues, namedValues } from '../../../../client/service-desk/facet-values.ts'

test('values keep their order, and a blank label gets a name', () => {
  expect(
    namedValues([
      { key: '5', label: 'Complete', count: 3 },
      { key: '1', label: ' \u200B', count: 0 },
    ]),
  ).toEqual([
    { key: '5', label: 'Complete', count: 3 },
    { key: '1', label: '(no name)', count: 0 },
  ])
})

test('unassigned tickets can be filtered by, although the graph has no id for them', () => {
  expect(
    assigneeValues([
      { key: null, label: 'Unassigned', count: 8 },
      { key: '29', label: 'Anna Weiß', count: 2 },
    ]),
  ).toEqual([
    { key: 'none', label: 'Unassigned', count: 8 },
    { key: '29', label: 'Anna Weiß', count: 2 },
  ])
})

test.each([null, undefined])('%j means that they are not known', (values) => {
  expect([namedValues(values), assigneeValues(values)]).toEqual([null, null])
})
