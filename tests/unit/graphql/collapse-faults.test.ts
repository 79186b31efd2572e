import { GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import { VendorError } from '../../../server/errors/vendor-error.ts'
import { collapseFaults } from '../../../server/graphql/collapse-faults.ts'

const fault = (message: string) => new VendorError('AUTOTASK', 'VENDOR_UNAVAILABLE', message)
const at = (originalError: Error | null, ...path: (string | number)[]) =>
  new GraphQLError(originalError?.message ?? 'nothing', { path, ...(originalError && { originalError }) })
const collapse = (...errors: GraphQLError[]) =>
  collapseFaults(errors).map(({ error, affectedCount }) => [error.message, error.path?.join('.'), affectedCount])

test('one cause behind many rows is one entry, at the first row', () => {
  const away = fault('away')

  expect(
    collapse(
      at(away, 'tickets', 'nodes', 12, 'company'),
      at(away, 'tickets', 'nodes', 2, 'company'),
      at(away, 'tickets', 'nodes', 7, 'company'),
    ),
  ).toEqual([['away', 'tickets.nodes.2.company', 3]])
})

test('one cause behind two root fields is an entry for each', () => {
  const away = fault('away')

  expect(
    collapse(at(away, 'a', 'nodes', 1, 'x'), at(away, 'b', 'nodes', 0, 'x'), at(away, 'a', 'nodes', 0, 'x')),
  ).toEqual([
    ['away', 'a.nodes.0.x', 2],
    ['away', 'b.nodes.0.x', 1],
  ])
})

test('two causes with the same words are two entries', () => {
  expect(collapse(at(fault('away'), 'a', 0), at(fault('away'), 'a', 1))).toEqual([
    ['away', 'a.0', 1],
    ['away', 'a.1', 1],
  ])
})

test('errors that are no faults of ours stay as they are', () => {
  const bug = new TypeError('bug')

  expect(collapse(at(bug, 'a', 0), at(bug, 'a', 1), at(null, 'b'))).toEqual([
    ['bug', 'a.0', 1],
    ['bug', 'a.1', 1],
    ['nothing', 'b', 1],
  ])
})

test('nothing stays nothing', () => {
  expect(collapse()).toEqual([])
})
