import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Arguments, Tool } from '../../../server/mcp/tool.ts'
import { createRandom } from '../../support/random.ts'
import { alphabets, randomAnswer, type Sizes } from './random-answers.ts'
import { tools } from './tools-of-schema.ts'

/** 4,000 tokens of four bytes. */
const maxBytes = 16_000

/** What the tools need to be asked at all. */
const needed: Readonly<Record<string, Arguments>> = {
  get_ticket: { number: 'T20261122.0046' },
  find_connectwise_tickets: { search: 'phone' },
  log_change: { ticketId: 7, note: 'A note.' },
}

/** Within the envelope of an answer: what JSON-RPC and the protocol add. */
const envelope = {
  jsonrpc: '2.0',
  id: 2 ** 31,
  result: { resultType: 'complete', ttlMs: 60_000, cacheScope: 'private' },
}

const sizes: readonly (Sizes & { readonly label: string })[] = [
  { label: 'no rows', rows: 0, characters: 0, alphabet: alphabets.plain },
  { label: 'one long row', rows: 1, characters: 20_001, alphabet: alphabets.multiByte },
  { label: 'seven rows of joined characters', rows: 7, characters: 901, alphabet: alphabets.joined },
  { label: 'forty-one rows of escaped characters', rows: 41, characters: 83, alphabet: alphabets.escaped },
  { label: 'ninety-nine short rows', rows: 99, characters: 9, alphabet: alphabets.plain },
  { label: 'four hundred rows', rows: 400, characters: 31, alphabet: alphabets.multiByte },
]

const call = {
  today: '2026-11-28',
  timeZone: 'Europe/Berlin',
  ask: async () => ({ data: { tenants: [{ id: 'acme', name: 'Acme' }] } }),
}

/** Asks a tool, as often as wanted, of one answer of the graph. */
async function ask(tool: Tool, given: Arguments, size: Sizes, seed: number) {
  const { variables } = await tool.prepare(tool.readArguments(given), call)
  const key = tool.annotations.readOnlyHint ? {} : { idempotencyKey: 'key' }
  const answer = randomAnswer(tool, { ...variables, ...key }, createRandom(seed), size)
  // What is wrong with a change is an error of its own.
  const logged = answer.data['logged'] as object | undefined
  const data = { ...answer.data, ...(logged && { logged: { ...logged, userErrors: [] } }) }
  const resultOf = async (more: Arguments = {}) => {
    const { outcome } = await tool.prepare(tool.readArguments({ ...given, ...more }), call)
    return outcome({ data }, { vendorCalls: 3, now: Date.parse('2026-11-28T12:00:00Z') })
  }
  return { data: data as Fields, resultOf }
}

type Fields = Readonly<Record<string, unknown>>

describe.each(sizes)('results of $label', (size) => {
  test.each(tools)('$name is within the bound, and as its schema says', async (tool) => {
    const shape = z.fromJSONSchema(tool.outputSchema)
    for (let seed = 1; seed <= 3; seed++) {
      const { resultOf } = await ask(tool, needed[tool.name] ?? {}, size, seed)
      const { result, cache } = await resultOf()
      if (result.isError) {
        expect(tool.name).toBe('log_change')
        continue
      }
      const sent = JSON.stringify({ ...envelope, result: { ...envelope.result, ...cache, ...result } })

      expect(Buffer.byteLength(sent)).toBeLessThanOrEqual(maxBytes)
      expect(shape.safeParse(result.structuredContent).error).toBeUndefined()
      expect(sent.isWellFormed()).toBe(true)
      expect(result.content[0]!.text).toContain(String(result.structuredContent!['scope']))
    }
  })
})

/** Whether it is what was whole, with long texts shortened and nothing else changed. */
function isShortOf(actual: unknown, whole: unknown): boolean {
  if (typeof whole === 'string' && typeof actual === 'string') {
    const [kept, marker] = actual.split('… [')
    return actual === whole || (marker !== undefined && whole.startsWith(kept!))
  }
  if (typeof whole !== 'object' || whole === null) return actual === whole
  return Object.entries(actual as Fields).every(([name, value]) => isShortOf(value, (whole as Fields)[name]))
}

test('the rest of a page begins at the cursor of the last row that is shown', async () => {
  const tool = tools.find(({ name }) => name === 'find_tickets')!
  for (const [index, size] of sizes.entries()) {
    const { data, resultOf } = await ask(tool, { first: 50 }, size, index)
    const { result } = await resultOf()
    const edges = (data['tickets'] as { edges: { cursor: string; node: object }[] }).edges
    const { tickets, more } = result.structuredContent as unknown as { tickets: object[]; more: string | null }

    expect(tickets.every((ticket, row) => isShortOf(ticket, edges[row]!.node))).toBe(true)
    expect(tickets.length).toBeGreaterThanOrEqual(Math.min(edges.length, 3))
    if (tickets.length < edges.length) expect(more).toContain(`after: "${edges[tickets.length - 1]!.cursor}"`)
  }
})

/** The part and how much to skip, as `more` says it of one part. */
const restOf = (more: string | null, part: string) => new RegExp(`part: "${part}", skip: (\\d+)`).exec(more ?? '')?.[1]

test.each([
  ['service_desk_summary', 'byCompany'],
  ['backlog', 'byAssignee'],
  ['hours_logged', 'byPerson'],
  ['website_summary', 'forms'],
  ['recent_contacts', 'contacts'],
  ['find_connectwise_tickets', 'tickets'],
])('%s: following more gives every row of %s once', async (name, part) => {
  const tool = tools.find((each) => each.name === name)!
  for (const size of sizes) {
    const { data, resultOf } = await ask(tool, needed[name] ?? {}, size, 3)
    const { result: first } = await resultOf()
    const all = listAt(data, part)
    const rows: unknown[] = [...(first.structuredContent![part] as unknown[])]
    let skip = restOf(first.structuredContent!['more'] as string | null, part)
    while (skip !== undefined) {
      const { result } = await resultOf({ part, skip: Number(skip) })
      const next = result.structuredContent!
      expect(Number(skip)).toBe(rows.length)
      expect((next[part] as unknown[]).length).toBeGreaterThan(0)
      rows.push(...(next[part] as unknown[]))
      skip = restOf(next['more'] as string | null, part)
    }
    expect(rows.length).toBe(all.length)
    expect(rows.every((row, index) => isShortOf(row, all[index]))).toBe(true)
  }
})

/** The longest list of this name, at any depth, in the graph’s answer: `byPerson` of `hoursWorked`. */
function listAt(data: unknown, part: string): readonly unknown[] {
  if (typeof data !== 'object' || data === null) return []
  const own = (data as Fields)[part]
  if (Array.isArray(own)) return own as readonly unknown[]
  return (
    Object.values(data)
      .map((below) => listAt(below, part))
      .find((found) => found.length > 0) ?? []
  )
}

test.each(Object.entries(alphabets))(
  'a long description of %s characters can be read on to its end',
  async (_, alphabet) => {
    const tool = tools.find(({ name }) => name === 'get_ticket')!
    const size = { rows: 12, characters: 9_001, alphabet }
    const { data, resultOf } = await ask(tool, needed['get_ticket']!, size, 4)
    const { result } = await resultOf()
    const whole = (data['ticket'] as { description: string }).description
    let text = result.structuredContent!['description'] as string
    let skip = restOf(result.structuredContent!['more'] as string | null, 'description')

    expect(whole.length).toBeGreaterThan(9_000)
    expect(text.length).toBeGreaterThan(200)
    while (skip !== undefined) {
      const rest = await resultOf({ part: 'description', skip: Number(skip) })
      const next = rest.result.structuredContent!
      expect(next).not.toHaveProperty('timeEntries')
      expect((next['description'] as string).isWellFormed()).toBe(true)
      text += next['description'] as string
      skip = restOf(next['more'] as string | null, 'description')
    }
    expect(text).toBe(whole)
  },
)
