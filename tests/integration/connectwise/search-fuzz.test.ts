import { afterAll, beforeAll, expect, test } from 'vitest'
import { conditionOfSearch } from '../../../server/vendors/connectwise/conditions.ts'
import type { Expression } from '../../../simulators/connectwise/conditions/expression.ts'
import { parseConditions } from '../../../simulators/connectwise/conditions/parse-conditions.ts'
import { essence, expectedSearch, mayShow } from '../../support/oracle/connectwise/search.ts'
import type { CompanyState, ConnectWiseState } from '../../support/oracle/connectwise/state.ts'
import { createRandom, type Random } from '../../support/random.ts'
import { startWorld, type World } from '../../support/world.ts'
import { drawSearch } from './search-texts.ts'

let world: World

beforeAll(async () => {
  world = await startWorld({ tenants: true, scale: 0.3, limits: false })
})
afterAll(() => world.close())

/** What a condition compares, in one word each; anything that a search has no business with says so. */
function comparisons(expression: Expression): string[] {
  if (expression.kind === 'or') return expression.items.flatMap(comparisons)
  if (expression.kind !== 'compare') return [`not for a search: ${JSON.stringify(expression)}`]
  const { path, operator, value } = expression
  if (path === 'id' && operator === '=' && value.kind === 'numeric') return [`number ${value.value}`]
  if (path === 'summary' && operator === 'contains' && value.kind === 'string') return [`text ${value.value}`]
  return [`not for a search: ${JSON.stringify(expression)}`]
}

/** The number that a text is; null when it is none. */
function numberIn(search: string): string | null {
  const digits = /^[\s\p{C}\p{Z}]*#?[\s\p{C}\p{Z}]*(\d{1,10})[\s\p{C}\p{Z}\\]*$/u.exec(search)?.[1]
  return digits !== undefined && Number(digits) >= 1 && Number(digits) < 2 ** 31 ? `number ${Number(digits)}` : null
}

/** Whether it is a number as everybody reads it, which must then be asked for. */
const isPlainNumber = (search: string) => /^ *\d{1,9} *$/.test(search) && Number(search) >= 1

/** What is wrong with the condition that is built for a text; null when it asks for the text's words and nothing else. */
function faultOf(search: string): string | null {
  const condition = conditionOfSearch(search)
  if (condition === null) return isPlainNumber(search) ? 'a number is not asked for' : null
  const parsed = parseConditions(condition)
  if ('refusal' in parsed) return `refused: ${parsed.refusal}`
  if (condition.length > 200) return `${condition.length} characters`
  const found = comparisons(parsed.expression)
  const texts = found.filter((part) => part.startsWith('text ')).map((part) => part.slice(5))
  const others = found.filter((part) => !part.startsWith('text '))
  if (others.some((part) => part !== numberIn(search))) return `asks for ${others.join()}`
  if (isPlainNumber(search) && others.length !== 1) return 'a number is not asked for once'
  if (texts.length > 1) return `asks for ${texts.length} texts`
  for (const text of texts) {
    if (text.length < 2 || text.length > 100) return `a text of ${text.length} characters`
    if (/[\p{Cc}\p{Cs}]/u.test(text)) return 'a control character or half of one is left'
    if (text.endsWith('\\')) return 'a backslash stands before the quote'
    if (!essence(search).startsWith(essence(text))) return `other words than were typed: ${text}`
  }
  return null
}

test('10,000 texts ask ConnectWise for their own words and nothing else', () => {
  const random = createRandom(20_261_124)
  const faults: { search: string; fault: string }[] = []
  let asking = 0
  for (let nth = 0; nth < 10_000; nth++) {
    const search = drawSearch(random)
    if (conditionOfSearch(search) !== null) asking += 1
    const fault = faultOf(search)
    if (fault !== null) faults.push({ search: search.slice(0, 200), fault })
  }

  expect(faults.slice(0, 5)).toEqual([])
  expect(asking).toBeGreaterThan(7_000)
})

test('a text that stood in the condition as it was typed would be found out', () => {
  const parsed = parseConditions('summary contains "x" or id>0 or summary=""')

  expect('expression' in parsed && comparisons(parsed.expression).some((part) => part.startsWith('not for'))).toBe(true)
})

test.concurrent.each(['acme', 'globex'])(
  '150 texts through the graph show no ticket of %s that does not contain them',
  async (tenantId) => {
    const random = createRandom(tenantId.length)
    const company = ((await world.connectWise.state()) as unknown as ConnectWiseState)[tenantId]!
    const wrong: unknown[] = []
    let shown = 0
    for (let nth = 0; nth < 150; nth++) {
      const { text, isPlain } = drawAsked(random, company)
      const { body } = await world.query<{ tenant: { connectWise: { tickets: Found[] | null } } }>(
        `query ($tenantId: ID!, $text: String!) {
        tenant(id: $tenantId) { connectWise { tickets(search: $text, first: 50) { ticketId summary } } }
      }`,
        { tenantId, text },
        { role: 'operator' },
      )
      const tickets = body.data?.tenant?.connectWise.tickets ?? []
      if (body.errors) wrong.push({ text, errors: body.errors })
      const wide = tickets.filter((found) => !mayShow(found, text))
      if (wide.length > 0) wrong.push({ text: text.slice(0, 200), wide })
      shown += tickets.length
      const ids = tickets.map(({ ticketId }) => ticketId)
      const expected = isPlain ? expectedSearch(company, text, 50) : ids
      if (ids.join() !== expected.join()) wrong.push({ text, ids, expected })
    }

    expect(wrong.slice(0, 5)).toEqual([])
    expect(shown).toBeGreaterThan(100)
  },
)

type Found = { ticketId: number; summary: string }

/** A text to ask for: plain words of a summary or a number, or words with something else around them, or anything. */
function drawAsked(random: Random, { tickets }: CompanyState): { text: string; isPlain: boolean } {
  const ticket = random.pick(tickets)
  const word = random.pick(ticket.summary.split(' '))
  const plain = random.pick([word, ticket.summary, ticket.summary.slice(3, 20), String(ticket.id)])
  if (random.chance(0.3) && /^[\w.-][\w .-]*[\w.-]$/.test(plain)) return { text: plain, isPlain: true }
  const texts = [drawSearch(random), `${word}${drawSearch(random)}`, `${random.pick(['"', "'", '%', '('])}${word}`]
  return { text: random.pick(texts), isPlain: false }
}
