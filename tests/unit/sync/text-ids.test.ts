import { expect, test } from 'vitest'
import { applyChanges, createRecordTable, effectiveChanges } from '../../../server/sync/record-table.ts'

interface Named {
  readonly id: string
  readonly parts?: readonly { readonly name: string }[]
}

const description = { name: 'Named' }
const tableOf = (records: readonly Named[]) =>
  applyChanges(description, createRecordTable<Named>(), { put: records, remove: [] })

test('ids with more digits than a number can hold stay apart, in the order of their numbers', () => {
  const ids = ['90071992547409931', '9', '90071992547409930', '10', '18446744073709551615']

  expect(
    tableOf(ids.map((id) => ({ id })))
      .rows()
      .map(({ id }) => id),
  ).toEqual(['9', '10', '90071992547409930', '90071992547409931', '18446744073709551615'])
})

test('a record read again with equal parts is no change, and one with another part is', () => {
  const table = tableOf([{ id: 'default', parts: [{ name: 'one' }] }])
  const changesOf = (name: string) =>
    effectiveChanges(table, { put: [{ id: 'default', parts: [{ name }] }], remove: ['unknown'] })

  expect(changesOf('one')).toEqual({ put: [], remove: [] })
  expect(changesOf('other').put).toEqual([{ id: 'default', parts: [{ name: 'other' }] }])
})
