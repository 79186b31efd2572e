import { describe, expect, test } from 'vitest'
import { createPacking, maxPackedRows, toRecord } from '../../../server/sync/packed-rows.ts'

interface Row {
  readonly id: number
  readonly hours: number | null
  readonly name: string | null
  readonly day: string | null
  readonly text: string | null
  readonly isMet: boolean | null
  readonly parts: readonly string[]
}

const pack = createPacking<Row>({
  id: 'number',
  hours: 'number',
  name: 'any',
  day: 'category',
  text: 'longText',
  isMet: 'any',
  parts: 'any',
})

const row = (values: Partial<Row>): Row => ({
  id: 1,
  hours: 0.25,
  name: 'a',
  day: '2026-03-01',
  text: 'text',
  isMet: true,
  parts: ['x'],
  ...values,
})

const rows = [
  row({}),
  row({ id: 2, hours: null, name: null, day: null, text: null, isMet: null, parts: [] }),
  row({ id: 9_007_199_254_740_991, hours: -0.1, name: '', text: '', isMet: false }),
  row({ id: -4, day: '2026-03-02', text: 'Straße 東京 👩‍💻 \u0000 \n' }),
]

describe('packed records', () => {
  test('have the values of the records, in their order', () => {
    expect(pack(rows).map(toRecord)).toEqual(rows)
  })

  test('can be packed again, with others', () => {
    const again = pack([...pack(rows).slice(1), row({ id: 7, text: 'new' })])

    expect(again.map(toRecord)).toEqual([...rows.slice(1), row({ id: 7, text: 'new' })])
  })

  test('keep characters that UTF-8 has no bytes for, and those of the other texts with them', () => {
    const odd = [row({ text: 'half \ud83d' }), row({ text: '\udc69 and ü' }), row({ text: null }), row({ text: '' })]

    expect(pack(odd).map(({ text }) => text)).toEqual(['half \ud83d', '\udc69 and ü', null, ''])
  })

  test('enumerate the fields of the record, and are written as JSON with them', () => {
    const [first] = pack(rows)
    const names: string[] = []
    for (const name in first) names.push(name)

    expect(names).toEqual(['id', 'hours', 'name', 'day', 'text', 'isMet', 'parts'])
    expect(JSON.stringify(first)).toBe(JSON.stringify(rows[0]))
  })

  test('cannot be changed', () => {
    const [first] = pack(rows)

    expect(() => Object.assign(first!, { hours: 5 })).toThrow(TypeError)
    expect(first?.hours).toBe(0.25)
  })

  test('have null for a field that a record lacks', () => {
    const { hours: _, text: __, ...shorter } = row({})

    expect(pack([shorter as Row]).map(({ hours, text }) => [hours, text])).toEqual([[null, null]])
  })

  test('are none where there are no records', () => {
    expect(pack([])).toEqual([])
  })

  test('refuse more records than their columns can number', () => {
    expect(() => pack(Array.from({ length: maxPackedRows + 1 }, () => row({})))).toThrow(/At most 65536 records/)
  })
})
