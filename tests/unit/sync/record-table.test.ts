import { describe, expect, test } from 'vitest'
import { applyChanges, createRecordTable, effectiveChanges } from '../../../server/sync/record-table.ts'
import type { CollectionChanges } from '../../../server/sync/records.ts'
import { createRandom, type Random } from '../../support/random.ts'

interface Row {
  readonly id: number
  readonly owner: number | null
  readonly text: string | null
}

const description = { name: 'Rows', groupBy: ({ owner }: Row) => owner }
const row = (id: number, owner: number | null = null, text: string | null = null): Row => ({ id, owner, text })
const tableOf = (...put: Row[]) => applyChanges(description, createRecordTable<Row>(), { put, remove: [] })

describe('the effective changes', () => {
  const table = tableOf(row(1, 7, 'a'), row(2, 7, null))

  test('lack records that are equal to the known ones', () => {
    expect(effectiveChanges(table, { put: [row(1, 7, 'a'), row(2, 7, 'b')], remove: [] })).toEqual({
      put: [row(2, 7, 'b')],
      remove: [],
    })
  })

  test('have records that differ in one value, also where it is null or missing', () => {
    const shorter = { id: 1, owner: 7 } as Row
    const longer = { ...row(2, 7), note: 'x' }

    expect(effectiveChanges(table, { put: [shorter, longer], remove: [] }).put).toEqual([shorter, longer])
    expect(effectiveChanges(tableOf(row(1, 7, null)), { put: [row(1, 7, '')], remove: [] }).put).toEqual([
      row(1, 7, ''),
    ])
  })

  test('have the last of several records with one id', () => {
    const put = [row(3, 1, 'first'), row(4), row(3, 1, 'last')]

    expect(effectiveChanges(table, { put, remove: [] }).put).toEqual([row(3, 1, 'last'), row(4)])
    expect(effectiveChanges(table, { put: [row(1, 7, 'x'), row(1, 7, 'a')], remove: [] }).put).toEqual([])
  })

  test('have each removal once, and only of known records', () => {
    expect(effectiveChanges(table, { put: [], remove: [2, 9, 2] })).toEqual({ put: [], remove: [2] })
  })

  test('do not remove what is put', () => {
    expect(effectiveChanges(table, { put: [row(1, 8, 'a')], remove: [1] })).toEqual({
      put: [row(1, 8, 'a')],
      remove: [],
    })
  })
})

describe('a table', () => {
  test('lists rows by ascending id, whatever the order they came in', () => {
    const table = tableOf(row(10), row(9), row(100), row(-1))

    expect(table.rows().map(({ id }) => id)).toEqual([-1, 9, 10, 100])
    expect(table.rows()).toBe(table.rows())
  })

  test('with groups lists rows by group first, and those without one before all others', () => {
    const table = tableOf(row(1, 8), row(2, 7), row(3), row(4, 8), row(5, 7))

    expect(table.rows().map(({ id }) => id)).toEqual([3, 2, 5, 1, 4])
    expect([1, 2, 3, 6].map((id) => table.get(id)?.owner)).toEqual([8, 7, null, undefined])
  })

  test('of a collection without groups has none', () => {
    const table = applyChanges({ name: 'Rows' }, createRecordTable<Row>(), { put: [row(1, 7)], remove: [] })

    expect([table.size, table.group(7)]).toEqual([1, []])
  })

  test('is another one after a change, with a higher version, and the one before is as it was', () => {
    const before = tableOf(row(1, 7), row(2, 7))
    const after = applyChanges(description, before, { put: [row(2, 8)], remove: [1] })

    expect(after.version).toBeGreaterThan(before.version)
    expect([before.size, before.get(1), before.group(7)]).toEqual([2, row(1, 7), [row(1, 7), row(2, 7)]])
    expect([after.size, after.get(1), after.group(7), after.group(8)]).toEqual([1, undefined, [], [row(2, 8)]])
  })

  test('is the same one, with the same version, where nothing really changes', () => {
    const table = tableOf(row(1, 7, 'a'))
    const changes = effectiveChanges(table, { put: [row(1, 7, 'a')], remove: [2] })

    expect(applyChanges(description, table, changes)).toBe(table)
  })

  test('shares the parts that have not changed with the table before', () => {
    const before = tableOf(...Array.from({ length: 5_000 }, (_, id) => row(id, id)))
    const after = applyChanges(description, before, { put: [row(2_500, 2_500, 'x')], remove: [] })
    const shared = after.chunks().filter((chunk) => before.chunks().includes(chunk))

    expect(before.chunks().length).toBeGreaterThan(3)
    expect(shared).toHaveLength(before.chunks().length - 1)
    expect(after.chunks()).toHaveLength(before.chunks().length)
  })
})

describe('a computed value', () => {
  test('is computed once per version', () => {
    const before = tableOf(row(1))
    let runs = 0
    const count = () => ++runs

    expect([before.memo('a', count), before.memo('a', count), before.memo('b', count)]).toEqual([1, 1, 2])
    const after = applyChanges(description, before, { put: [row(2)], remove: [] })
    expect([after.memo('a', count), before.memo('a', count)]).toEqual([3, 1])
  })

  test('is kept where it is undefined', () => {
    const table = tableOf(row(1))
    let runs = 0
    const nothing = () => void (runs += 1)
    table.memo('a', nothing)
    table.memo('a', nothing)

    expect(runs).toBe(1)
  })

  test('that throws is not kept', () => {
    const table = tableOf(row(1))
    const fail = (): number => {
      throw new Error('no')
    }

    expect(() => table.memo('a', fail)).toThrow('no')
    expect(table.memo('a', () => 5)).toBe(5)
  })

  test('is one of at most 256 that are kept: the oldest gives way', () => {
    const table = tableOf(row(1))
    const runs: string[] = []
    const read = (key: string) => table.memo(key, () => runs.push(key))
    const keys = Array.from({ length: 256 }, (_, index) => `key ${index}`)
    keys.forEach(read)
    keys.forEach(read)
    expect(runs).toEqual(keys)

    read('one more')
    read('key 1')
    read('key 0')
    expect(runs).toEqual([...keys, 'one more', 'key 0'])
  })
})

/** Changes of a few records, with duplicates, unknown ids, and ids that are both put and removed. */
function drawChanges(random: Random): CollectionChanges<Row> {
  const id = () => random.below(30)
  const draw = () => row(id(), random.pick([null, 0, 1, 2, 3]), random.pick([null, 'a', 'b']))
  return {
    put: Array.from({ length: random.below(6) }, draw),
    remove: Array.from({ length: random.below(4) }, id),
  }
}

/** By group, those without one first, and by id. */
const inOrder = (rows: ReadonlyMap<number, Row>) =>
  [...rows.values()].sort((a, b) => (a.owner ?? -1) - (b.owner ?? -1) || a.id - b.id)

describe.each([1, 2, 3, 4, 5])('random changes %i', (seed) => {
  test('lead to the records and groups of a plain recomputation, and to a new version exactly where they differ', () => {
    const random = createRandom(seed)
    let table = createRecordTable<Row>()
    let plain = new Map<number, Row>()
    const differences: unknown[] = []
    for (let step = 0; step < 400; step += 1) {
      const changes = drawChanges(random)
      const next = new Map(plain)
      for (const id of changes.remove) next.delete(id)
      for (const record of changes.put) next.set(record.id, record)
      const rows = inOrder(next)
      const before = inOrder(plain)
      const version = table.version
      table = applyChanges(description, table, effectiveChanges(table, changes))
      plain = next

      const isAsked = random.chance(0.6)
      const shown = { rows: isAsked && table.rows(), groups: [0, 1, 2, 3].map((key) => table.group(key)) }
      const wanted = {
        rows: isAsked && rows,
        groups: [0, 1, 2, 3].map((key) => rows.filter(({ owner }) => owner === key)),
      }
      const isSame = JSON.stringify(rows) === JSON.stringify(before)
      if (JSON.stringify(shown) !== JSON.stringify(wanted)) differences.push({ step, shown, wanted })
      if ((table.version === version) !== isSame) differences.push({ step, version, isSame })
    }

    expect(differences).toEqual([])
  })
})
