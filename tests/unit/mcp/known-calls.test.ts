import { describe, expect, test } from 'vitest'
import { createKnownCalls, type ReadCall } from '../../../server/mcp/known-calls.ts'
import type { Message } from '../../../server/mcp/read-message.ts'

const headers = {
  accept: 'application/json, text/event-stream',
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': 'tools/call',
  'mcp-name': 'find_tickets',
}
const textOf = (id: unknown, given: object = { first: 10 }) =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'find_tickets', arguments: given } })

function readOf(text: string): { message: Message; read: ReadCall } {
  const message = JSON.parse(text) as Message & { id: number; params: { arguments: object } }
  const plain = { id: message.id, name: 'find_tickets', given: message.params.arguments, era: 'modern', revision: '' }
  return { message, read: { plain, called: { given: plain.given } } as ReadCall }
}

function knowing(text: string) {
  const calls = createKnownCalls()
  const { message, read } = readOf(text)
  calls.keep(text, headers, message, read)
  return calls
}

describe('a call that was read', () => {
  test.each([1, 0, 987_654_321, 'a', '0b9e5d2c-3f49-4a9e-8b0a-1f4a0a5b7c11'])(
    'is known when it comes again with the id %j',
    (id) => {
      const found = knowing(textOf(7)).find(textOf(id), headers)

      expect(found?.plain).toMatchObject({ id, given: { first: 10 } })
    },
  )

  test('is another one with other arguments', () => {
    expect(knowing(textOf(7)).find(textOf(7, { first: 11 }), headers)).toBeNull()
  })

  test.each(['accept', 'mcp-protocol-version', 'mcp-method', 'mcp-name'])('is another one with another %s', (name) => {
    expect(knowing(textOf(7)).find(textOf(7), { ...headers, [name]: 'other' })).toBeNull()
  })

  test.each([
    ['an id that is no whole number', textOf(1.5)],
    ['an id below zero', textOf(-1)],
    ['an id that is longer than numbers are exact', textOf(7).replace('7', '12345678901234567890')],
    ['an id with characters that are escaped', textOf('a"b')],
    ['an id with other characters', textOf('ü')],
    ['no id', textOf(undefined)],
    ['a space before the id', textOf(7).replace('"id":7', '"id": 7')],
    ['two ids', textOf(7).replace('"id":7', '"id":7,"id":8')],
    ['another id in its arguments', textOf(7, { id: 7 })],
  ])('is not taken from memory with %s', (_, text) => {
    expect(knowing(textOf(7)).find(text, headers)).toBeNull()
    expect(knowing(text).find(text, headers)).toBeNull()
  })

  test('is not taken from memory where the only id is one of its arguments', () => {
    const text = textOf(undefined, { id: 7 })

    expect(knowing(text).find(text, headers)).toBeNull()
  })

  test('is known by its own id, though a text in it looks like another', () => {
    const given = { text: '"id":8, and \\"id":9}' }
    const found = knowing(textOf(7, given)).find(textOf(5, given), headers)

    expect(found?.plain).toMatchObject({ id: 5, given })
  })

  test('is not kept when it is long', () => {
    const text = textOf(7, { text: 'a'.repeat(5_000) })

    expect(knowing(text).find(text, headers)).toBeNull()
  })
})
