import { beforeEach, describe, expect, test } from 'vitest'
import { createUnsavedChanges, type UnsavedChanges } from '../../../server/sync/unsaved-changes.ts'

type Row = { readonly id: number; readonly text: string }
type Records = { readonly rows: Row; readonly others: Row }

const row = (id: number, text: string): Row => ({ id, text })

describe('unsaved changes', () => {
  let unsaved: UnsavedChanges<Records>
  beforeEach(() => {
    unsaved = createUnsavedChanges<Records>()
  })

  test('are none at first', () => {
    expect(unsaved.all()).toEqual({})
  })

  test('are those of all collections that were added', () => {
    unsaved.add({ rows: { put: [row(1, 'a')], remove: [2] } })
    unsaved.add({ others: { put: [row(1, 'x')], remove: [] } })

    expect(unsaved.all()).toEqual({
      rows: { put: [row(1, 'a')], remove: [2] },
      others: { put: [row(1, 'x')], remove: [] },
    })
  })

  test('have the last change of each record', () => {
    unsaved.add({ rows: { put: [row(1, 'a'), row(2, 'a')], remove: [3] } })
    unsaved.add({ rows: { put: [row(3, 'b'), row(1, 'b')], remove: [2] } })

    expect(unsaved.all()).toEqual({ rows: { put: [row(3, 'b'), row(1, 'b')], remove: [2] } })
  })

  test('lack what was stored meanwhile, in its own collection only', () => {
    unsaved.add({ rows: { put: [row(1, 'a'), row(2, 'a')], remove: [3, 4] } })
    unsaved.add({ others: { put: [row(1, 'x')], remove: [] } })
    unsaved.forget({ rows: { put: [row(1, 'newer'), row(3, 'newer')], remove: [9] } })

    expect(unsaved.all()).toEqual({
      rows: { put: [row(2, 'a')], remove: [4] },
      others: { put: [row(1, 'x')], remove: [] },
    })
  })

  test('say whether what was stored meanwhile was among them', () => {
    unsaved.add({ rows: { put: [row(1, 'a')], remove: [2] } })

    expect([
      unsaved.forget({ others: { put: [row(1, 'x')], remove: [2] } }),
      unsaved.forget({ rows: { put: [], remove: [2] } }),
      unsaved.forget({ rows: { put: [], remove: [2] } }),
    ]).toEqual([false, true, false])
  })

  test('can be seen with others on top, and are as they were', () => {
    unsaved.add({ rows: { put: [row(1, 'a'), row(2, 'a')], remove: [] } })
    const before = unsaved.all()

    expect(
      unsaved.with({ rows: { put: [row(1, 'b')], remove: [2] }, others: { put: [row(1, 'x')], remove: [] } }),
    ).toEqual({
      rows: { put: [row(1, 'b')], remove: [2] },
      others: { put: [row(1, 'x')], remove: [] },
    })
    expect(unsaved.all()).toEqual(before)
  })

  test('are none once they are cleared', () => {
    unsaved.add({ rows: { put: [row(1, 'a')], remove: [2] } })
    unsaved.clear()

    expect(unsaved.all()).toEqual({})
  })
})
