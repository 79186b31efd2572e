import { describe, expect, test } from 'vitest'
import { bytesOf, fitResult, type Kept } from '../../../server/mcp/fit.ts'
import { renderText } from '../../../server/mcp/render-text.ts'
import { endWithin, shortenText } from '../../../server/mcp/shorten.ts'
import type { ToolResult } from '../../../server/mcp/tool.ts'

const rowsOf = (count: number, text: string) => Array.from({ length: count }, (_, index) => ({ index, text }))

/** A result with some rows of each list. */
const maker =
  (lists: Readonly<Record<string, readonly object[]>>) =>
  (kept: Kept): ToolResult => {
    const shown = Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, rows.slice(0, kept[name])]))
    return { content: [{ type: 'text', text: renderText(shown) }], structuredContent: shown }
  }

const partsOf = (lists: Readonly<Record<string, readonly object[]>>) =>
  Object.entries(lists).map(([name, rows]) => ({
    name,
    size: rows.length,
    bytes: Buffer.byteLength(JSON.stringify(rows)),
  }))

const fit = (lists: Readonly<Record<string, readonly object[]>>, maxBytes: number, least = 1) =>
  fitResult(partsOf(lists), maker(lists), least, maxBytes)

describe.each(['a', 'ä', '漢', '👩‍👩‍👧‍👦', '"\\\n'])('rows of %j', (character) => {
  const lists = { rows: rowsOf(90, character.repeat(11)) }

  test.each([500, 777, 1_024, 3_001, 9_999])('fill %d bytes, and no more', (maxBytes) => {
    const result = fit(lists, maxBytes)
    if (!result) return expect(bytesOf(maker(lists)({ rows: 1 }))).toBeGreaterThan(maxBytes)
    const count = (result.structuredContent!['rows'] as object[]).length

    expect(bytesOf(result)).toBeLessThanOrEqual(maxBytes)
    expect(result.structuredContent!['rows']).toEqual(lists.rows.slice(0, count))
    // Not far from full: half as much again would not fit.
    if (count < 90) expect(bytesOf(maker(lists)({ rows: Math.ceil(count * 1.5) + 1 }))).toBeGreaterThan(maxBytes)
  })
})

test('what fits is whole, to the byte', () => {
  const lists = { rows: rowsOf(10, 'ü') }
  const whole = bytesOf(maker(lists)({ rows: 10 }))

  expect((fit(lists, whole)!.structuredContent!['rows'] as object[]).length).toBe(10)
  expect((fit(lists, whole - 1)!.structuredContent!['rows'] as object[]).length).toBeLessThan(10)
})

test('the largest list is cut, a short one is not', () => {
  const lists = { short: rowsOf(5, 'x'), long: rowsOf(400, 'y'.repeat(20)) }
  const { short, long } = fit(lists, 8_000)!.structuredContent as Record<string, object[]>

  expect(short).toHaveLength(5)
  expect(long!.length).toBeLessThan(400)
  expect(long!.length).toBeGreaterThan(20)
})

test('a list keeps as many rows as it must, or there is no result', () => {
  const lists = { rows: rowsOf(6, 'z'.repeat(300)) }

  expect(fit(lists, 1_500, 5)).toBeNull()
  expect((fit(lists, 1_500, 1)!.structuredContent!['rows'] as object[]).length).toBeGreaterThan(0)
})

test('a text is cut between what a reader sees as characters, and says by how much', () => {
  expect(shortenText('Grüße', 5)).toBe('Grüße')
  expect(shortenText('Grüße aus Köln', 5)).toBe('Grüße… [9 more characters]')
  const family = '👩‍👩‍👧‍👦'
  expect(endWithin(`${family}${family}`, family.length + 3)).toBe(family.length)
  expect(shortenText(`e\u0301${'x'.repeat(9)}`, 2)).toBe('e\u0301… [9 more characters]')
  // One that is longer than all there is room for is cut between code points.
  expect(shortenText(family, 3).isWellFormed()).toBe(true)
  expect(endWithin('😀😀', 1)).toBe(0)
})

test('content as text: single figures as lines, lists as tables, texts of people on one line', () => {
  const text = renderText({
    open: 3,
    total: { amount: '12.50', currency: 'USD' },
    owner: { name: 'Ann' },
    none: null,
    rows: [
      { number: 'T1', title: 'Two\nlines | and a bar', company: { name: 'Contoso' }, due: null, flags: ['a', 'b'] },
      { number: 'T2', title: '', company: null, due: null, flags: [] },
    ],
    nothing: [],
  })

  expect(text).toBe(
    [
      'open: 3',
      'total.amount: 12.50',
      'total.currency: USD',
      'owner: Ann',
      'rows:',
      'number | title | company | flags',
      'T1 | Two lines ¦ and a bar | Contoso | a; b',
      'T2 | - | - | -',
      'nothing: none',
    ].join('\n'),
  )
})
