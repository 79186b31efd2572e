import { describe, expect, test } from 'vitest'
import { estimateSize } from '../../../server/cache/estimate-size.ts'
import { createMemoryStore } from '../../../server/cache/memory-store.ts'
import { createMemoryValues } from '../../../server/cache/memory-values.ts'

const bounds = { halfBytes: 1_000, largeBytes: 200 }
const values = (sizes: Readonly<Record<string, number>>) => {
  const memory = createMemoryValues<{ size: number }>(bounds)
  for (const [key, size] of Object.entries(sizes)) memory.set(key, { size }, size)
  return memory
}
const kept = (memory: ReturnType<typeof values>, keys: readonly string[]) =>
  keys.filter((key) => memory.get(key) !== undefined)

describe('values in memory', () => {
  test('are bounded by their bytes: what was not used for longest goes first', () => {
    const memory = values({ a: 190, b: 190, c: 190, d: 190, e: 190 })
    memory.get('a')
    memory.set('f', { size: 190 }, 190)

    expect(kept(memory, ['a', 'b', 'c', 'd', 'e', 'f'])).toEqual(['a', 'c', 'd', 'e', 'f'])
    expect(memory.bytes).toBe(950)
  })

  test('large ones evict large ones, and never the others', () => {
    const small = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`small ${index}`, 90]))
    const memory = values({ ...small, 'large 1': 600, 'large 2': 600, 'large 3': 900 })

    expect(kept(memory, [...Object.keys(small), 'large 1', 'large 2', 'large 3'])).toEqual([
      ...Object.keys(small),
      'large 3',
    ])
  })

  test('one above the bound is not kept, evicts nothing, and leaves no older value of its key', () => {
    const memory = values({ a: 100, large: 900, key: 300 })
    memory.set('key', { size: 1_001 }, 1_001)

    expect(kept(memory, ['a', 'key'])).toEqual(['a'])
  })

  test('a key has one value, whatever its size becomes', () => {
    const memory = values({ key: 100 })
    memory.set('key', { size: 500 }, 500)
    const grown = [memory.get('key'), memory.bytes]
    memory.set('key', { size: 10 }, 10)

    expect([grown, memory.get('key'), memory.bytes]).toEqual([[{ size: 500 }, 500], { size: 10 }, 10])
    memory.delete('key')
    expect([memory.get('key'), memory.bytes]).toEqual([undefined, 0])
  })
})

test('a store in memory keeps a window of 50,000 tickets along with thousands of small values, and is bounded', async () => {
  const store = createMemoryStore()
  const window = (id: number) => ({ asOf: 1, value: Array.from({ length: 50_000 }, () => ticket(id)) })
  for (let index = 0; index < 5_000; index++) await store.set(`small ${index}`, { asOf: 1, value: ticket(index) })
  for (let index = 0; index < 10; index++) await store.set(`window ${index}`, window(index))
  const found = await store.getMany([
    ...Array.from({ length: 10 }, (_, index) => `window ${index}`),
    ...Array.from({ length: 5_000 }, (_, index) => `small ${index}`),
  ])

  expect(found.slice(0, 10).map((value) => value !== undefined)).toEqual([
    ...Array.from({ length: 7 }, () => false),
    true,
    true,
    true,
  ])
  expect(found.slice(10).filter((value) => value === undefined)).toEqual([])
})

describe('the estimated size', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => ticket(index % 7))
  test.each([
    ['a text', 'x'.repeat(10_000)],
    ['numbers', Array.from({ length: 5_000 }, (_, index) => 10_000_000 + index)],
    ['a ticket', ticket(1)],
    ['a window', rows],
    ['an object of lists', { byDay: rows.slice(0, 500), byMonth: rows.slice(0, 100), total: 3 }],
  ])('of %s is close to its JSON', (_, value) => {
    const ratio = estimateSize(value) / JSON.stringify(value).length
    expect(ratio).toBeGreaterThan(0.7)
    expect(ratio).toBeLessThan(1.4)
  })

  test.each([null, undefined, 0, true, '', [], {}, [null], { a: undefined }])('of %j is a small number', (value) => {
    expect(estimateSize(value)).toBeGreaterThan(0)
    expect(estimateSize(value)).toBeLessThan(32)
  })
})

function ticket(id: number) {
  return {
    id: 7_000_000 + id,
    number: `T20260318.${id}`,
    title: `Printer on floor ${id} prints every second page blank and asks for paper`,
    status: 8,
    priority: 2,
    companyId: 29_683_000 + id,
    contactId: null,
    createdAt: 1_773_000_000_000,
    completedAt: null,
    dueAt: 1_773_900_000_000,
    lastActivityAt: 1_773_400_000_000,
    description: 'It was moved to the other room yesterday, and since then it does this for everybody who prints.',
  }
}
